"""The child process that opens an untrusted file and streams it out as Arrow batches.

Started by files.py under a memory limit, so that a file that makes a reader fail, crash or swell
takes this process down and nothing else. Standard output: one line of JSON about the file, then an
Arrow stream. A refusal: one line of JSON on standard error and exit code 65.
"""
