--- `:checkhealth opencode_ls`.

local M = {}

local health = vim.health or require("health")
local start = health.start or health.report_start
local ok = health.ok or health.report_ok
local info = health.info or health.report_info
local warn = health.warn or health.report_warn
local fail = health.error or health.report_error

local function configured()
  return vim.fn.has("nvim-0.11") == 1 and vim.lsp.config.opencode_ls or nil
end

local function check_program()
  local cmd = (configured() or {}).cmd or { "opencode-ls" }
  local program = type(cmd) == "table" and cmd[1] or "opencode-ls"
  local path = vim.fn.exepath(program)
  if path == "" then
    fail(("`%s` is not on the PATH of Neovim"):format(program), {
      "Install it: `pipx install .` in a checkout of opencode-ls",
      "Or name it: `vim.lsp.config('opencode_ls', { cmd = { '/path/to/opencode-ls', 'server' } })`",
    })
    return
  end
  local version = vim.trim(vim.fn.system({ path, "--version" }))
  if vim.v.shell_error == 0 then
    ok(("%s, %s"):format(version, path))
  else
    fail(("`%s --version` fails"):format(path), { version })
  end
end

local function check_enabled()
  if vim.fn.has("nvim-0.11") == 0 then
    info("Before Neovim 0.11, `require('opencode_ls').start(bufnr)` starts the server")
  elseif vim.lsp.is_enabled == nil or vim.lsp.is_enabled("opencode_ls") then
    ok("The server starts for opencode's files")
  else
    warn("The server is not enabled", { "Say `vim.lsp.enable('opencode_ls')` in init.lua" })
  end
end

local function check_clients()
  local found = vim.tbl_filter(function(client)
    return client.name == "opencode_ls"
  end, vim.tbl_values((vim.lsp.get_clients or vim.lsp.get_active_clients)()))
  if #found == 0 then
    info("No file of opencode is open")
  end
  for _, client in ipairs(found) do
    local folder = client.config.root_dir
    local trusted = require("opencode_ls.trust").has(folder)
    local how = trusted and "trusted: its commands can run, and each one asks"
      or "not trusted: none of its commands can run; the first run asks"
    info(("%s is %s"):format(folder, how))
  end
end

function M.check()
  start("opencode-ls")
  check_program()
  check_enabled()
  check_clients()
end

return M
