"""The bot as a process of its own that is killed, cut off and flooded; long versions by `make soak`."""
