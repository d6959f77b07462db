"""Helpers of several tests: sample pages, temporary projects, test servers, and independent checks of pages."""
