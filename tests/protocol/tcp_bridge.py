"""Starts the server on a port of this machine and joins our stdin and stdout with it.

So a client that speaks over stdio can speak over TCP; ends with the server's exit code.
"""

import os
import socket
import subprocess
import sys
from threading import Thread


def main() -> int:
    command = [sys.executable, "-m", "opencode_ls", "server", "--tcp", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL) as server:
        assert server.stderr is not None
        host, port = server.stderr.readline().decode().split()[-1].split(":")
        connection = socket.create_connection((host, int(port)))
        Thread(target=send, args=(connection,), daemon=True).start()
        while data := connection.recv(65536):
            os.write(1, data)
        return server.wait()


def send(connection: socket.socket) -> None:
    while data := os.read(0, 65536):
        connection.sendall(data)
    connection.shutdown(socket.SHUT_WR)


if __name__ == "__main__":
    sys.exit(main())
