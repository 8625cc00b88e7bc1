--- Puts the server's question in a window of its own, where all of it can be read before an answer.
---
--- `vim.ui.select` would do, but for its prompt: most replacements cut it to one line, and what will
--- run must be seen whole.

local M = {}

local METHOD = "window/showMessageRequest"
local HELP = "To answer, go to a line below and press Enter; q calls it off"

local function lines_of(text, answers)
  local lines = vim.split(text, "\n", { plain = true })
  vim.list_extend(lines, { "", HELP })
  for number, answer in ipairs(answers) do
    table.insert(lines, ("%d %s"):format(number, answer))
  end
  return lines
end

local function open(lines)
  local buffer = vim.api.nvim_create_buf(false, true)
  vim.api.nvim_buf_set_lines(buffer, 0, -1, true, lines)
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].bufhidden = "wipe"
  local width, rows = math.max(vim.o.columns - 8, 20), 0
  for _, line in ipairs(lines) do
    rows = rows + math.max(1, math.ceil(vim.fn.strdisplaywidth(line) / width))
  end
  local window = vim.api.nvim_open_win(buffer, true, {
    relative = "editor",
    row = 1,
    col = 3,
    width = width,
    height = math.max(1, math.min(rows, vim.o.lines - vim.o.cmdheight - 5)),
    style = "minimal",
    border = "rounded",
  })
  vim.wo[window].wrap = true
  vim.wo[window].cursorline = true
  return buffer, window
end

--- Asks; `done` is called once, with the number of the answer, or with nil for none.
---@param text string
---@param answers string[]
---@param done fun(number: integer?)
function M.ask(text, answers, done)
  vim.cmd("stopinsert")
  local lines = lines_of(text, answers)
  local above = #lines - #answers
  local buffer, window = open(lines)
  local chosen
  local function close()
    if vim.api.nvim_win_is_valid(window) then
      vim.api.nvim_win_close(window, true)
    end
  end
  local function map(key, action)
    vim.keymap.set("n", key, action, { buffer = buffer, nowait = true })
  end
  map("<CR>", function()
    local number = vim.api.nvim_win_get_cursor(window)[1] - above
    if answers[number] then
      chosen = number
      close()
    end
  end)
  map("q", close)
  map("<Esc>", close)
  for number in ipairs(answers) do
    map(tostring(number), function()
      vim.api.nvim_win_set_cursor(window, { above + number, 0 })
    end)
  end
  -- However the window goes away, that is an answer.
  vim.api.nvim_create_autocmd("BufWipeout", {
    buffer = buffer,
    once = true,
    callback = function()
      done(chosen)
    end,
  })
end

--- The handler; before Neovim 0.10 a handler cannot wait, and the built-in one has to do.
function M.handle(err, params, ctx, config)
  local waiting, is_main = coroutine.running()
  if not waiting or is_main then
    return vim.lsp.handlers[METHOD](err, params, ctx, config)
  end
  local actions = params.actions or {}
  local titles = vim.tbl_map(function(action)
    return action.title
  end, actions)
  M.ask(params.message, titles, function(number)
    -- The answer may come before the wait below has begun.
    vim.schedule(function()
      coroutine.resume(waiting, number and actions[number] or vim.NIL)
    end)
  end)
  return coroutine.yield()
end

return M
