"""Tests of the simulation: networks, what people pay and sell, what comes of it."""
