"""An address that cannot be listened on is known before the server starts."""

import socket

import pytest

from config.port import port_fault


@pytest.fixture
def taken():
    """A port of 127.0.0.1 on which a server listens that would share it."""
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0"])
def test_a_port_in_use_is_not_shared(taken, host):
    assert "is in use already" in port_fault(host, taken)


def test_a_free_port_has_no_fault(taken):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert port_fault("127.0.0.1", port) == ""


def test_an_address_of_another_machine_is_said():
    assert "is not on an address of this machine" in port_fault("192.0.2.1", 8000)


def test_a_host_that_is_no_address_is_said():
    assert port_fault("no.such.host.invalid", 8000).startswith("HOST is not an address of this machine")
