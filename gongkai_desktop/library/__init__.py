"""Loads resources/ and forms/ into frozen objects."""
