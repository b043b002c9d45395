"""What readers meet. Views read request.now and never ask the clock; they never reach drafts."""
