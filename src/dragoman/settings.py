"""What the environment and the command line may set, above the stages so that none of them can reach it."""
