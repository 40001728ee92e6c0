"""What a plan does to the people who join: networks grown by stated models, and who ends where."""
