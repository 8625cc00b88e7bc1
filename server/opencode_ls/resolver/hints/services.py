"""What the tools of services, on the network, mean by their errors: data."""

from opencode_ls.resolver.hints.row import Hint, ended

_SSO = "Run `aws sso login`, with the `--profile` that the command uses, then try again."
AWS = (
    ended(r"sso (?:session|token)|aws sso login", "needs-sign-in", _SSO),
    ended(
        r"expiredtoken|token .*expired|credentials are still expired|requestexpired",
        "needs-sign-in",
        _SSO,
    ),
    ended(
        r"unable to locate credentials|no credentials",
        "needs-sign-in",
        "Run `aws configure` or `aws sso login`, or set AWS_PROFILE where this program starts: "
        "an editor may not have the variables of your shell.",
    ),
    ended(
        r"profile \(.*\) could not be found",
        "configuration",
        "Look for the profile's name in `aws configure list-profiles`, and at AWS_PROFILE.",
    ),
    ended(
        r"must specify a region",
        "configuration",
        'Add `"--region"` and the region to the command, or run `aws configure`.',
    ),
    ended(
        r"resourcenotfoundexception|parameternotfound",
        "missing-item",
        "Compare the secret's name, the region and the account: `aws secretsmanager list-secrets`.",
    ),
    ended(
        r"accessdenied|unauthorizedoperation|not authorized to perform",
        "no-permission",
        "Ask for the right to read this secret (`secretsmanager:GetSecretValue`), "
        "or use another profile.",
    ),
    ended(
        r"unrecognizedclient|invalidclienttoken|signaturedoesnotmatch",
        "needs-sign-in",
        "The keys of this profile are not valid: run `aws configure`.",
    ),
    ended(
        r"could not connect to the endpoint|connect timeout|endpoint url",
        "network",
        "Look at the network, the VPN and the region, and at AWS_ENDPOINT_URL.",
    ),
    ended(
        r"custom-process|expecting value: line 1|no closing quotation|errno 2",
        "configuration",
        "The `credential_process` of the profile fails: run that command by itself in a terminal.",
    ),
    ended(r"usage: |invalid choice", "", "A word of the command is wrong: see `aws help`."),
    Hint("null-literal", "", "", "The `--query` finds nothing: `SecretString` is the usual one."),
    Hint("quoted", "", "", 'Add `"--output", "text"` to the command.'),
    Hint("json", "", "", 'Add `"--query", "SecretString", "--output", "text"` to the command.'),
)
OP = (
    ended(
        r"not (?:currently )?signed in|session expired|no accounts? (?:is )?configured"
        r"|authorization prompt dismissed|authorization timeout|account is not signed in",
        "needs-sign-in",
        "Run `op signin`, or switch on the integration in the 1Password app and unlock it; "
        "where there is no app, set OP_SERVICE_ACCOUNT_TOKEN.",
    ),
    ended(
        r"connecting to desktop app|error initializing client|not supported on socket"
        r"|connection reset|cannot connect to 1password app",
        "locked",
        "Start and unlock the 1Password app, or run `op signin` in a terminal.",
    ),
    ended(
        r"isn't (?:an item|a vault|a field)|isn't in|could not (?:find|resolve|read secret)"
        r"|no item (?:found|matched)|not found",
        "missing-item",
        "Compare vault, item and field with `op item list`: `op://VAULT/ITEM/FIELD`.",
    ),
    ended(r"403|forbidden|permission", "no-permission", "This account may not read that vault."),
    # Of a hidden field `op item get --fields` prints “[use 'op item get …' to reveal]”.
    Hint(
        "json", "", "", 'Add `"--reveal"`, or read the one field: `op read op://VAULT/ITEM/FIELD`.'
    ),
)
VAULT = (
    ended(
        r"permission denied|code: 403|missing client token|token .*expired",
        "needs-sign-in",
        "Run `vault login` (`bao login`); VAULT_ADDR and VAULT_TOKEN of your shell may not have "
        "reached this program. If you are signed in, ask for the right to read this path.",
    ),
    ended(
        r"no value found at",
        "missing-item",
        "Compare the path with `vault kv list`; the mount stands first.",
    ),
    ended(
        r"field \"?.*\"? not present|not present in secret",
        "missing-item",
        "The secret has no such field: see its fields with `vault kv get`.",
    ),
    ended(r"is sealed|code: 503", "locked", "The vault is sealed: it has to be unsealed first."),
    ended(
        r"connection refused|no such host|server gave http response|i/o timeout|dial tcp",
        "network",
        "Set VAULT_ADDR where this program starts (it defaults to https://127.0.0.1:8200), "
        "and look at the network.",
    ),
)
GCLOUD = (
    ended(
        r"default credentials were not found",
        "needs-sign-in",
        "Run `gcloud auth application-default login`, then try again.",
    ),
    ended(
        r"active account selected|gcloud auth login|reauthentication|invalid_grant",
        "needs-sign-in",
        "Run `gcloud auth login`, then try again.",
    ),
    ended(
        r"attribute \[project\]|project.* is not set|required property \[(?:core/)?project\]",
        "configuration",
        'Add `"--project"` and the project to the command, or `gcloud config set project`.',
    ),
    ended(
        r"not_found|was not found", "missing-item", "Compare the name with `gcloud secrets list`."
    ),
    ended(
        r"permission_denied|does not have permission|\b403\b",
        "no-permission",
        "Ask for the role Secret Manager Secret Accessor, or use another account.",
    ),
    ended(r"invalid choice", "", "A word of the command is wrong: see `gcloud help`."),
)
AZ = (
    ended(
        r"az login|interactive authentication|aadsts\d+|refresh token has expired",
        "needs-sign-in",
        "Run `az login`, then try again.",
    ),
    ended(
        r"secretnotfound|was not found|resourcenotfound",
        "missing-item",
        "Compare vault and name with `az keyvault secret list --vault-name VAULT`.",
    ),
    ended(
        r"forbidden|authorizationfailed|does not have (?:secrets get|authorization)",
        "no-permission",
        "Ask for the role Key Vault Secrets User on this vault.",
    ),
    Hint("quoted", "", "", 'Add `"--output", "tsv"` to the command.'),
    Hint("json", "", "", 'Add `"--query", "value", "--output", "tsv"` to the command.'),
)
_BW_SESSION = (
    "Run `bw unlock`, and set BW_SESSION where this program starts: "
    "an editor may not have the variables of your shell."
)
BW = (
    ended(
        r"not logged in",
        "needs-sign-in",
        "Run `bw login`, then `bw unlock`, and set BW_SESSION where this program starts.",
    ),
    ended(r"vault is locked|master password|invalid.*session", "locked", _BW_SESSION),
    ended(
        r"not found|more than one result",
        "missing-item",
        "Name one item, best by its id: `bw list items --search NAME`.",
    ),
    Hint("json", "", "", "Ask for one field: `bw get password NAME`."),
)
RBW = (
    ended(r"not logged in|rbw login", "needs-sign-in", "Run `rbw login`, then try again."),
    ended(r"locked|pinentry|unlock", "locked", "Run `rbw unlock` in a terminal, then try again."),
    ended(r"no entry found|couldn't find", "missing-item", "Compare the name with `rbw list`."),
)
GH = (
    ended(
        r"no oauth token|not logged in|gh auth login|bad credentials",
        "needs-sign-in",
        "Run `gh auth login`, then try again.",
    ),
)
KUBECTL = (
    ended(
        r"executable .* not found|exec: .*no such file|decoding stdout|plugin returned version"
        r"|unable to find auth provider",
        "configuration",
        "The program that signs in to the cluster is missing or prints no credential: "
        "`kubectl config view` names it; run it in a terminal.",
    ),
    ended(
        r"getting credentials|exec plugin|exec: ",
        "needs-sign-in",
        "The program that signs in to the cluster fails: run `kubectl get --raw /version` in a "
        "terminal, and see `kubectl config view` for its name.",
    ),
    ended(r"unauthorized|must be logged in", "needs-sign-in", "Sign in to the cluster again."),
    ended(r"notfound|not found", "missing-item", "Compare name and `--namespace`."),
    ended(r"forbidden", "no-permission", "Ask for the right to read this secret."),
    ended(r"unknown (?:flag|command)", "", "A word of the command is wrong: see `kubectl help`."),
    ended(
        r"connection refused|unable to connect|no such host|did you specify the right host",
        "network",
        "Look at the network and at `kubectl config current-context`.",
    ),
)
DOPPLER = (
    ended(
        r"must provide a token|invalid auth token|doppler login|unauthorized|token has expired",
        "needs-sign-in",
        "Run `doppler login`, or set DOPPLER_TOKEN where this program starts.",
    ),
    ended(
        r"must specify a (?:project|config)|doppler setup",
        "configuration",
        'Add `"--project"` and `"--config"` to the command, or run `doppler setup`.',
    ),
    ended(r"could not find", "missing-item", "Compare the name with `doppler secrets`."),
)
INFISICAL = (
    ended(
        r"log(?:ged)? ?in|session .*expired|unauthorized|401",
        "needs-sign-in",
        "Run `infisical login`, or set INFISICAL_TOKEN where this program starts.",
    ),
    ended(r"infisical init|project ?id|workspace", "configuration", "Run `infisical init` first."),
    ended(r"not found|404", "missing-item", "Compare name, `--env` and `--path`."),
)
