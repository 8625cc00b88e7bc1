-- opencode reads its files as JSON with comments, whatever their names say.
if vim.filetype and vim.fn.has("nvim-0.8") == 1 then
  vim.filetype.add({
    filename = { ["opencode.json"] = "jsonc", ["opencode.jsonc"] = "jsonc" },
    pattern = { [".*/opencode/config%.json"] = "jsonc" },
  })
end
