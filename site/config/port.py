"""Is an address free to listen on? Two servers with SO_REUSEPORT would share one without a word."""

import errno
import socket

REASONS = {
    errno.EADDRINUSE: "is in use already; stop the program that listens there, or choose another with PORT",
    errno.EACCES: "is reserved for the system administrator; choose one from 1024 up with PORT",
    errno.EADDRNOTAVAIL: "is not on an address of this machine; correct HOST (127.0.0.1 is the default)",
}


def port_fault(host: str, port: int) -> str:
    """Why nothing can listen on `host` and `port`, in one sentence; empty when it is free."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except socket.gaierror:
        return f"HOST is not an address of this machine: {host}; correct it (127.0.0.1 is the default)."
    with socket.socket(family, kind, protocol) as probe:
        # A connection that was closed a moment ago does not occupy a port; a listening socket does.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            reason = REASONS.get(error.errno or 0, f"cannot be listened on ({error.strerror}); correct HOST and PORT")
            return f"Port {port} {reason}."
    return ""
