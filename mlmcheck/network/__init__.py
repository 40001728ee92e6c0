"""Who recruited whom and who bought what: tables, the networkx graph, and its summary."""
