"""What the tools mean by their errors: data only, `meaning.py` reads it.

The texts are those of the tools themselves.  aws 1.46, gcloud 528, pass 1.7, gpg 2.2, bw 2026,
gh 2.23, secret-tool 0.20, keyring 25, age 1.1, docker-credential-* 0.6, kubectl 1.32 and git 2.39
were run; vault, az, op, security, rbw, doppler, infisical and sops are after sources and manuals.
"""

from opencode_ls.resolver.hints import machine, services
from opencode_ls.resolver.hints.row import Hint, ended

TOOLS: dict[str, tuple[Hint, ...]] = {
    "aws": services.AWS,
    "pass": machine.PASS,
    "gpg": machine.GPG,
    "gpg2": machine.GPG,
    "op": services.OP,
    "vault": services.VAULT,
    "bao": services.VAULT,
    "gcloud": services.GCLOUD,
    "az": services.AZ,
    "security": machine.SECURITY,
    "secret-tool": machine.SECRET_TOOL,
    "keyring": machine.KEYRING,
    "bw": services.BW,
    "rbw": services.RBW,
    "gh": services.GH,
    "git": machine.GIT,
    "docker-credential": machine.DOCKER,
    "kubectl": services.KUBECTL,
    "doppler": services.DOPPLER,
    "infisical": services.INFISICAL,
    "sops": machine.SOPS,
    "age": machine.AGE,
}
"""By the name of the program, without its folder and extension; the first that fits counts."""

ANY: tuple[Hint, ...] = (
    ended(
        r"could not resolve host|temporary failure in name resolution|no such host"
        r"|connection refused|network is unreachable|(?:connection|operation) timed out",
        "network",
        "Look at the network and the VPN, then try again.",
    ),
    ended(
        "",
        "",
        "A program within the command was not found: look for its name in the PATH of the program "
        "that runs this; an editor that was started from a dock has a shorter one.",
        127,
    ),
    ended("", "", "A program within the command may not be executed: see `chmod +x`.", 126),
)
"""What holds for every program, where nothing of its own fits."""
