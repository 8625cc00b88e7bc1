--- The folders whose commands a person is willing to be asked about; each command still asks.
---
--- They are kept in `opencode_ls/trusted.json` below `stdpath("state")` (before 0.8: "data"), as
--- `{"version": 1, "folders": [...]}` with real paths; a file that cannot be read trusts nothing.

local uv = vim.uv or vim.loop
local M = {}

local function store()
  local base = vim.fn.stdpath(vim.fn.has("nvim-0.8") == 1 and "state" or "data")
  return base .. "/opencode_ls/trusted.json"
end

local function real(folder)
  return folder and uv.fs_realpath(folder)
end

--- The trusted folders, as a set.
local function read()
  local file = io.open(store(), "r")
  local text = file and file:read("*a") or ""
  if file then
    file:close()
  end
  local ok, kept = pcall(vim.json.decode, text)
  local found = {}
  if ok and type(kept) == "table" and kept.version == 1 and type(kept.folders) == "table" then
    for _, folder in ipairs(kept.folders) do
      found[folder] = true
    end
  end
  return found
end

local function write(folders)
  local path = store()
  local new = ("%s.%d"):format(path, uv.os_getpid())
  vim.fn.mkdir(vim.fn.fnamemodify(path, ":h"), "p", 448) -- 0700
  local names = vim.tbl_keys(folders)
  table.sort(names)
  local file = assert(uv.fs_open(new, "w", 384)) -- 0600
  local text = vim.fn.json_encode({ version = 1, folders = names })
  assert(uv.fs_write(file, text .. "\n", 0))
  assert(uv.fs_close(file))
  assert(uv.fs_rename(new, path))
end

--- Whether a person has trusted just this folder.
---@param folder string?
---@return boolean
function M.has(folder)
  local path = real(folder)
  return path ~= nil and read()[path] == true
end

--- Keeps, or forgets, that a person trusts this folder.
---@param folder string
---@param trusted boolean
function M.set(folder, trusted)
  local path = real(folder)
  local folders = read()
  if path then
    folders[path] = trusted or nil
    write(folders)
  end
end

return M
