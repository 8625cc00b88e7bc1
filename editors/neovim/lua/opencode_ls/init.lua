--- `:OpencodeLs`, and what stands between a click on "Run" and the server.

local trust = require("opencode_ls.trust")

local M = {}

local NAME = "opencode_ls"
local PREFIX = "opencode-ls."
local TRUST, REFUSE = "Trust this folder", "Not now"

local function tell(message, level)
  vim.notify(message, level or vim.log.levels.INFO, { title = "opencode-ls" })
end

--- The server that looks at a buffer, or nil.
---@param bufnr integer
function M.client(bufnr)
  for _, client in pairs((vim.lsp.get_clients or vim.lsp.get_active_clients)()) do
    if client.name == NAME and vim.lsp.buf_is_attached(bufnr, client.id) then
      return client
    end
  end
end

--- Sends a request and hands over its result; an error is told.
local function request(client, method, params, bufnr, done)
  local function answered(err, result)
    if err then
      tell(err.message, vim.log.levels.ERROR)
    else
      done(result)
    end
  end
  if vim.fn.has("nvim-0.11") == 1 then
    client:request(method, params, answered, bufnr)
  else
    client.request(method, params, answered, bufnr)
  end
end

local function execute(client, name, arguments, bufnr, done)
  local params = { command = name, arguments = arguments }
  request(client, "workspace/executeCommand", params, bufnr, done)
end

local function set_trust(client, trusted)
  trust.set(client.config.root_dir, trusted)
  local params = { trusted = trusted }
  if vim.fn.has("nvim-0.11") == 1 then
    client:notify("opencode-ls/didChangeTrust", params)
  else
    client.notify("opencode-ls/didChangeTrust", params)
  end
end

--- Goes on once a person trusts the folder; asks if nobody has yet.
local function when_trusted(client, go_on)
  local folder = client.config.root_dir
  if (client.config.init_options or {}).trusted == true or trust.has(folder) then
    return go_on()
  end
  vim.ui.select({ TRUST, REFUSE }, {
    prompt = ("Run commands from the opencode files in %s?"):format(folder),
  }, function(choice)
    if choice == TRUST then
      set_trust(client, true)
      go_on()
    else
      tell("nothing ran: this folder is not trusted", vim.log.levels.WARN)
    end
  end)
end

--- A command of the server that runs what a file names; the server asks about it, and tells.
---@param command lsp.Command
---@param ctx { client_id: integer, bufnr: integer }
function M.run(command, ctx)
  local client = vim.lsp.get_client_by_id(ctx.client_id)
  when_trusted(client, function()
    execute(client, command.command, command.arguments, ctx.bufnr, function() end)
  end)
end

--- The commands called `name` that the server offers anywhere in the buffer.
local function offered(client, bufnr, name, done)
  local params = {
    textDocument = { uri = vim.uri_from_bufnr(bufnr) },
    range = {
      start = { line = 0, character = 0 },
      ["end"] = { line = vim.api.nvim_buf_line_count(bufnr), character = 0 },
    },
    context = { diagnostics = {}, only = { "source" } },
  }
  request(client, "textDocument/codeAction", params, bufnr, function(actions)
    local found = {}
    for _, action in ipairs(actions or {}) do
      local command = type(action.command) == "table" and action.command or action
      if command.command == name then
        table.insert(found, command)
      end
    end
    done(found)
  end)
end

local function provider_of(command)
  return command.arguments[1].provider
end

--- Runs one of the commands called `name`: of this provider, the only one, or the one chosen.
local function choose(client, bufnr, name, provider)
  local ctx = { client_id = client.id, bufnr = bufnr }
  offered(client, bufnr, name, function(commands)
    commands = vim.tbl_filter(function(command)
      return provider == nil or provider_of(command) == provider
    end, commands)
    if #commands == 0 then
      tell("no provider here has what that needs, such as an `apiKeyCommand`", vim.log.levels.WARN)
    elseif #commands == 1 then
      M.run(commands[1], ctx)
    else
      vim.ui.select(commands, { prompt = "Provider", format_item = provider_of }, function(command)
        if command then
          M.run(command, ctx)
        end
      end)
    end
  end)
end

--- Every value that counts, in the quickfix list: each leads to the place where it stands.
local function show_configuration(client, bufnr)
  local arguments = { { uri = vim.uri_from_bufnr(bufnr) } }
  execute(client, PREFIX .. "effectiveConfig", arguments, bufnr, function(result)
    local items = {}
    for _, told in ipairs(result.values) do
      local path = table.concat(vim.tbl_map(tostring, told.path), ".")
      local text = ("%s = %s"):format(path, vim.json.encode(told.value))
      local item = { text = text }
      if vim.fn.filereadable(told.file) == 1 then
        local start = { line = told.line, character = told.character }
        local location = { uri = vim.uri_from_fname(told.file), range = { start = start, ["end"] = start } }
        item = vim.tbl_extend("force", vim.lsp.util.locations_to_items({ location }, "utf-16")[1], item)
      else
        item.text = ("%s (%s)"):format(text, told.file)
      end
      table.insert(items, item)
    end
    vim.fn.setqflist({}, " ", { title = "Effective configuration of opencode", items = items })
    vim.cmd("copen")
  end)
end

local function of_provider(name)
  return function(client, bufnr, provider)
    choose(client, bufnr, PREFIX .. name, provider)
  end
end

local ACTIONS = {
  run = of_provider("runApiKeyCommand"),
  try = of_provider("tryKey"),
  models = of_provider("addModels"),
  all = function(client, bufnr)
    local arguments = { { uri = vim.uri_from_bufnr(bufnr) } }
    local command = { command = PREFIX .. "runAllApiKeyCommands", arguments = arguments }
    M.run(command, { client_id = client.id, bufnr = bufnr })
  end,
  config = show_configuration,
  trust = function(client)
    set_trust(client, true)
    tell(client.config.root_dir .. " is trusted: its commands can run, and each one asks")
  end,
  distrust = function(client)
    set_trust(client, false)
    tell(client.config.root_dir .. " is not trusted: none of its commands can run")
  end,
}

--- The subcommands that begin with `lead`.
---@param lead string
---@return string[]
function M.names(lead)
  local found = vim.tbl_filter(function(name)
    return vim.startswith(name, lead)
  end, vim.tbl_keys(ACTIONS))
  table.sort(found)
  return found
end

--- Does what `:OpencodeLs NAME [PROVIDER]` says, in the current buffer.
---@param name string
---@param provider string?
function M.act(name, provider)
  local bufnr = vim.api.nvim_get_current_buf()
  local client = M.client(bufnr)
  if not ACTIONS[name] then
    tell("one of these, please: " .. table.concat(M.names(""), ", "), vim.log.levels.ERROR)
  elseif not client then
    tell("opencode-ls does not look at this file; see :checkhealth opencode_ls", vim.log.levels.WARN)
  else
    ACTIONS[name](client, bufnr, provider)
  end
end

local started = {}

--- Starts the server for a buffer, before 0.11; with 0.11 say `vim.lsp.enable("opencode_ls")`.
---@param bufnr integer
---@param config table? what differs from `lsp/opencode_ls.lua`
function M.start(bufnr, config)
  local base = dofile(vim.api.nvim_get_runtime_file("lsp/opencode_ls.lua", false)[1])
  base.root_dir(bufnr, function(root)
    local own = { name = NAME, root_dir = root }
    local all = vim.tbl_deep_extend("force", base, require("opencode_ls.config"), config or {}, own)
    if vim.lsp.start then
      vim.lsp.start(all, { bufnr = bufnr })
      return
    end
    if not (started[root] and vim.lsp.get_client_by_id(started[root])) then
      started[root] = vim.lsp.start_client(all)
    end
    vim.lsp.buf_attach_client(bufnr, started[root])
    vim.bo[bufnr].omnifunc = "v:lua.vim.lsp.omnifunc"
  end)
end

return M
