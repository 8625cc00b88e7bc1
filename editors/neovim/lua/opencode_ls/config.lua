--- What this plugin adds to `lsp/opencode_ls.lua`: trust, the question before a command, messages.

local LEVELS = { vim.log.levels.ERROR, vim.log.levels.WARN, vim.log.levels.INFO, vim.log.levels.DEBUG }

local function run(command, ctx)
  require("opencode_ls").run(command, ctx)
end

return {
  --- Tells the server whether a person has trusted this folder; nobody is asked now.
  before_init = function(params, config)
    local options = params.initializationOptions
    options = type(options) == "table" and options or {}
    local trusted = options.trusted == true or require("opencode_ls.trust").has(config.root_dir)
    params.initializationOptions = vim.tbl_extend("force", options, { trusted = trusted })
  end,
  commands = {
    ["opencode-ls.addModels"] = run,
    ["opencode-ls.runAllApiKeyCommands"] = run,
    ["opencode-ls.runApiKeyCommand"] = run,
    ["opencode-ls.tryKey"] = run,
  },
  handlers = {
    ["window/showMessage"] = function(_, params)
      vim.notify(params.message, LEVELS[params.type] or vim.log.levels.INFO, { title = "opencode-ls" })
    end,
    ["window/showMessageRequest"] = function(...)
      return require("opencode_ls.question").handle(...)
    end,
  },
}
