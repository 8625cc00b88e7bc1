-- Adds `:OpencodeLs`, and to the server's configuration all that asks a person; starts nothing.
if vim.g.loaded_opencode_ls then
  return
end
vim.g.loaded_opencode_ls = true

if vim.fn.has("nvim-0.11") == 1 then
  vim.lsp.config("opencode_ls", require("opencode_ls.config"))
end

vim.api.nvim_create_user_command("OpencodeLs", function(command)
  require("opencode_ls").act(unpack(command.fargs))
end, {
  nargs = "+",
  desc = "Run what prints a key, show the effective configuration, trust this folder",
  complete = function(lead)
    return require("opencode_ls").names(lead)
  end,
})
