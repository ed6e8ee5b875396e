"""One small callable class for each thing that a person can do."""
