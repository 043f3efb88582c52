"""Where the stages meet: documents are read, linked and kept."""
