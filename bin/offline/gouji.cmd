@echo off
rem ASCII and CRLF: cmd.exe reads this file in the code page of the console, whichever that is.
setlocal EnableExtensions DisableDelayedExpansion
call :home
if not exist "%GOUJI_HOME%bin\gouji.js" (
  echo gouji: Please extract the whole archive first, then start gouji.cmd from the extracted folder.
  pause
  exit /b 2
)
set "GOUJI_FIRST=%~1"
set "GOUJI_NODE="
for %%N in (node.exe) do set "GOUJI_NODE=%%~$PATH:N"
if exist "%GOUJI_HOME%node.exe" set "GOUJI_NODE=%GOUJI_HOME%node.exe"

rem A double click or a drop is cmd /c with nothing or full paths; every other call names a command first.
setlocal EnableDelayedExpansion
if "!cmdcmdline:/c =!"=="!cmdcmdline!" goto called
if not defined GOUJI_FIRST goto dropped
if "!GOUJI_FIRST:~1,2!"==":\" goto dropped
if "!GOUJI_FIRST:~0,2!"=="\\" goto dropped

:called
endlocal
if not defined GOUJI_NODE (
  type "%GOUJI_HOME%bin\no-node.txt" >&2
  exit /b 2
)
"%GOUJI_NODE%" --require "%GOUJI_HOME%bin\check-node.cjs" "%GOUJI_HOME%bin\gouji.js" %*
exit /b %errorlevel%

:dropped
rem Explorer leaves special characters in paths unquoted: gouji reads the whole line by itself, and the exit
rem without /b keeps cmd from running the rest of such a path as a command.
set "GOUJI_DROPPED=!cmdcmdline!"
if defined GOUJI_NODE (
  "!GOUJI_NODE!" --require "!GOUJI_HOME!bin\check-node.cjs" "!GOUJI_HOME!bin\gouji.js"
  set "GOUJI_EXIT=!errorlevel!"
) else (
  type "!GOUJI_HOME!bin\no-node.txt" >&2
  set "GOUJI_EXIT=2"
)
echo.
pause
exit !GOUJI_EXIT!

:home
rem Asked from within a subroutine, since called as "gouji" in quotes the file itself gets a wrong answer.
set "GOUJI_HOME=%~dp0"
exit /b 0
