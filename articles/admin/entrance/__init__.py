"""The entrance of the desk: signing in, second factors, a new password by mail."""
