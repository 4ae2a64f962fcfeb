@echo off
rem Runs Likeness from an unpacked distribution. LIKENESS_JAVA_OPTS holds further options for the JVM.
setlocal
set "LIKENESS_HOME=%~dp0.."
set "LIKENESS_JAVA=java"
if defined JAVA_HOME set "LIKENESS_JAVA=%JAVA_HOME%\bin\java"
set "ORT_DISABLE_TELEMETRY=1"
set "LIKENESS_FLAGS=--enable-native-access=ALL-UNNAMED"
if "%~1"=="serve" set "LIKENESS_FLAGS=%LIKENESS_FLAGS% --add-modules=jdk.incubator.vector"
"%LIKENESS_JAVA%" %LIKENESS_FLAGS% %LIKENESS_JAVA_OPTS% -cp "%LIKENESS_HOME%\lib\*" io.likeness.cli.LikenessCommand %*
exit /b %ERRORLEVEL%
