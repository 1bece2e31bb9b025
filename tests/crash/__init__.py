"""The real processes under load and kill -9: nothing acknowledged is lost, nothing is half."""
