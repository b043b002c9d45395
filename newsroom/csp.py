"""Content-Security-Policy with the names of Django 6's own feature, until we run on it.

SECURE_CSP is the default policy, `csp_override` a view's own; a response may also carry
`_csp_config` itself. An empty policy sends no header.
"""

from enum import StrEnum
from functools import wraps

try:  # Django 6 brings all of this.
    from django.middleware.csp import ContentSecurityPolicyMiddleware
    from django.utils.csp import CSP
    from django.views.decorators.csp import csp_override
except ImportError:
    from django.conf import settings
    from django.utils.deprecation import MiddlewareMixin

    class CSP(StrEnum):
        """Keywords of the policy language."""

        NONE = "'none'"
        SELF = "'self'"
        UNSAFE_INLINE = "'unsafe-inline'"

    def build_policy(config: dict[str, list[str]]) -> str:
        """The header's text: directives in order, sources joined by blanks."""
        return "; ".join(
            " ".join([directive, *sources]).strip() for directive, sources in config.items()
        )

    class ContentSecurityPolicyMiddleware(MiddlewareMixin):
        """Adds the policy to every response that has none."""

        def process_response(self, request, response):
            config = getattr(response, "_csp_config", None)
            if config is None:
                config = settings.SECURE_CSP
            if config and "Content-Security-Policy" not in response:
                response["Content-Security-Policy"] = build_policy(config)
            return response

    def csp_override(config):
        """A view's own policy in place of SECURE_CSP."""

        def decorate(view):
            @wraps(view)
            def inner(request, *args, **kwargs):
                response = view(request, *args, **kwargs)
                response._csp_config = config
                return response

            return inner

        return decorate


__all__ = ["CSP", "ContentSecurityPolicyMiddleware", "csp_override"]
