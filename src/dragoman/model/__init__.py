"""The frozen types that flow between the stages: documents, readings, and the record."""
