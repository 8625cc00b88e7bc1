;;; What the tests in Emacs share: answers in the place of a person, and what was said.  -*- lexical-binding: t -*-

;; Debian keeps packages here, and -Q passes them over.
(let ((default-directory "/usr/share/emacs/site-lisp/elpa-src/"))
  (when (and (< emacs-major-version 29) (file-directory-p default-directory))
    (normal-top-level-add-subdirs-to-load-path)))
(require 'cl-lib)
(require 'json)
(require 'eglot)

(setq make-backup-files nil create-lockfiles nil
      eglot-sync-connect 30
      ;; The only candidate is taken at once, without a window to choose in.
      completion-category-overrides '((eglot (styles basic)))
      ;; Else a menu for the mouse would open.
      last-nonmenu-event ?\r)

(defvar driver-asked nil "The prompts so far, the last one first.")
(defvar driver-said nil "The messages so far, the last one first.")
(defvar driver-choices nil "Parts of what is chosen; with none of them there, it is left.")

(advice-add 'message :before
            (lambda (format &rest values)
              (when format (push (apply #'format-message format values) driver-said))))

(advice-add 'completing-read :override
            (lambda (prompt collection &rest _)
              (push prompt driver-asked)
              (or (cl-find-if (lambda (label)
                                (cl-some (lambda (part) (string-match-p (regexp-quote part) label))
                                         driver-choices))
                              (all-completions "" collection))
                  (signal 'quit nil))))

(defun driver-wait (what)
  "What WHAT returns, as soon as it is something.
Without a terminal Emacs is never idle, so what waits for that is done here."
  (let ((end (+ (float-time) 30)) found)
    (while (not (setq found (funcall what)))
      (when (> (float-time) end) (error "Nothing came; said: %S" driver-said))
      (eglot--signal-textDocument/didChange)
      (accept-process-output nil 0.02))
    found))

(defun driver-said (part)
  "The message that has PART, as soon as there is one."
  (driver-wait (lambda () (cl-find-if (lambda (each) (string-match-p (regexp-quote part) each))
                                      driver-said))))

(defun driver-found ()
  "The findings, as [message text] each."
  (mapcar (lambda (found)
            (vector (flymake-diagnostic-text found)
                    (buffer-substring-no-properties (flymake-diagnostic-beg found)
                                                    (flymake-diagnostic-end found))))
          (flymake-diagnostics)))

(defun driver-failed ()
  "Whether a run that failed is shown."
  (cl-some (lambda (found) (string-match-p "key-command-failed" (aref found 0))) (driver-found)))

(defun driver-line ()
  "The text of the current line."
  (buffer-substring-no-properties (line-beginning-position) (line-end-position)))

(defun driver-play (file story)
  "Open FILE, play STORY there, and print what it returns as JSON."
  (find-file file)
  ;; Without a terminal no command is read: what eglot and flymake leave until after one is done here.
  (run-hooks 'post-command-hook)
  (driver-wait #'eglot-managed-p)
  (flymake-start)
  (let ((answer (funcall story)))
    (set-buffer-modified-p nil)
    (princ (concat "\n" (json-encode (list :answer answer)) "\n")))
  (kill-emacs 0))
