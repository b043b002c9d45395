# A cache in front of the paper, for Varnish 7; docs/operations.md says how to set it up.
#
# It keeps what the paper allows to be kept (Cache-Control with max-age or s-maxage), under the
# addresses that the paper itself writes, and forgets an address when `manage.py announce_due` tells
# it to (EDGES). It stands on this machine alone, behind the web server that speaks HTTPS.

vcl 4.1;

import std;

# Where the newsroom is served (BIND_ADDRESS, PORT).
backend default {
    .host = "127.0.0.1";
    .port = "8000";
    .connect_timeout = 2s;
    .first_byte_timeout = 60s;
}

# Where announce_due runs. The web server in front is here too: what it brings along is a stranger's.
acl purgers {
    "127.0.0.1"/32;
    "::1"/128;
}

sub vcl_recv {
    # One name of a host: lower case, without the port that everybody means.
    if (req.http.Host) {
        set req.http.Host = regsub(std.tolower(req.http.Host), ":(80|443)$", "");
    }

    if (req.method == "PURGE") {
        # X-Forwarded-For holds one address, put in by Varnish itself, where nobody stands between.
        if (client.ip !~ purgers || req.http.X-Forwarded-Proto
            || req.http.X-Forwarded-For ~ "," || req.http.Forwarded || req.http.Via) {
            return (synth(403, "Forbidden"));
        }
        return (purge);
    }
    if (req.method !~ "^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$") {
        return (synth(405, "Method Not Allowed"));
    }
    # The desk is nobody's but whose it is; and nobody waits for a cache to learn whether all is well.
    if (req.url ~ "^/admin(/|$)" || req.url ~ "^/healthz") {
        return (pass);
    }
    # Public pages know no reader.
    unset req.http.Cookie;
    unset req.http.Authorization;
    # What came by plain http is led to https by the paper.
    if (req.http.X-Forwarded-Proto && req.http.X-Forwarded-Proto != "https") {
        return (pass);
    }
    # Nothing is kept under another spelling of an address, or with a query: it would be the same
    # page once more, which nobody tells to go.
    if (req.url !~ "^/([A-Za-z0-9/._~-]|%[89A-F][0-9A-F])*$") {
        return (pass);
    }
}

sub vcl_backend_response {
    # The desk's answers, and others that are passed, stay as they are.
    if (bereq.uncacheable) {
        return (deliver);
    }
    # What says nothing of being kept is not kept; what says no-store, no-cache or private, or sets
    # a cookie, is left to the built-in rules.
    if (beresp.http.Cache-Control !~ "(?i)(s-maxage|max-age)=") {
        set beresp.ttl = 0s;
    }
    # An address that answers 410 by now never answers with an older page, not even while the new
    # one is fetched or the paper is down.
    set beresp.grace = 0s;
    set beresp.keep = 0s;
    # The paper sends pages as they are.
    if (beresp.http.Content-Type ~ "^(text/|application/(.*\+)?(xml|json|javascript)|image/svg)") {
        set beresp.do_gzip = true;
    }
}
