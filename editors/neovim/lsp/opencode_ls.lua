--- The language server for opencode's configuration, in the shape of nvim-lspconfig.
---
--- It starts for `opencode.json`, `opencode.jsonc`, `config.json` in a folder called `opencode`, and
--- for a JSON file that names opencode's schema; any other JSON file starts nothing.
--- Alone, without the rest of this plugin, no command of a file can run: the server is not told that
--- the folder is trusted.

local uv = vim.uv or vim.loop

local NAMES = { ["opencode.json"] = true, ["opencode.jsonc"] = true }
local SCHEMA = [["%$schema"%s*:%s*"https?://opencode%.ai/config%.json"]]

local function applies(bufnr, path)
  local name = vim.fn.fnamemodify(path, ":t")
  if NAMES[name] or (name == "config.json" and vim.fn.fnamemodify(path, ":h:t") == "opencode") then
    return true
  end
  return table.concat(vim.api.nvim_buf_get_lines(bufnr, 0, 100, false), "\n"):find(SCHEMA) ~= nil
end

--- The nearest folder upwards with a `.git`, or else the file's own.
local function project(path)
  local own = vim.fn.fnamemodify(path, ":p:h")
  local folder, below = own, nil
  while folder ~= below do
    if uv.fs_stat(folder .. "/.git") then
      return folder
    end
    folder, below = vim.fn.fnamemodify(folder, ":h"), folder
  end
  return own
end

return {
  cmd = { "opencode-ls", "server" },
  filetypes = { "json", "jsonc" },
  root_dir = function(bufnr, on_dir)
    local path = vim.api.nvim_buf_get_name(bufnr)
    if path ~= "" and applies(bufnr, path) then
      on_dir(project(path))
    end
  end,
}
