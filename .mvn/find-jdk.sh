# Finds a JDK 25 or newer; sourced by ./likeness and ./mvnw, so plain POSIX sh and cheap: a JDK's `release` file is
# read instead of starting it. Looks at JAVA_HOME, then at every java on the PATH, then into the usual install folders,
# where the oldest version that will do wins: the build is tested with it. LIKENESS_JDK_FOLDERS (colon-separated)
# replaces the usual folders.

# Prints the feature version of the JDK in $1 (25 for 25.0.3), or nothing where there is no JDK with a compiler.
likeness_jdk_version() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
  jdk_full=
  if [ -r "$1/release" ]; then
    while IFS='=' read -r jdk_key jdk_value || [ -n "$jdk_key" ]; do
      [ "$jdk_key" != JAVA_VERSION ] || jdk_full=${jdk_value#\"}
    done <"$1/release"
  fi
  if [ -z "$jdk_full" ]; then
    jdk_full=$("$1/bin/java" -version 2>&1 </dev/null | sed -n 's/.* version "\([0-9][^"]*\)".*/\1/p' | head -n 1)
  fi
  jdk_feature=${jdk_full%%[!0-9]*}
  [ -z "$jdk_feature" ] || printf '%s\n' "$jdk_feature"
}

# Prints the JDK folder behind the java command $1: links are followed, and a version manager's shim is asked.
likeness_jdk_of_command() {
  jdk_command=$1
  while [ -L "$jdk_command" ]; do
    jdk_link=$(readlink "$jdk_command")
    case $jdk_link in
      /*) jdk_command=$jdk_link ;;
      *) jdk_command=${jdk_command%/*}/$jdk_link ;;
    esac
  done
  jdk_home=$(CDPATH= cd -- "${jdk_command%/*}/.." 2>/dev/null && pwd -P) || return 0
  if [ -r "$jdk_home/release" ]; then
    printf '%s\n' "$jdk_home"
  elif [ "$jdk_command" != /usr/bin/java ] || [ "$(uname)" != Darwin ]; then
    # macOS answers its own /usr/bin/java with a dialogue where no Java is installed; everything else may be asked.
    "$1" -XshowSettings:properties -version 2>&1 </dev/null | sed -n 's/^ *java\.home = //p'
  fi
}

# Prints the folders a JDK is usually installed in, one a line.
likeness_usual_jdks() {
  if [ -n "${LIKENESS_JDK_FOLDERS+set}" ]; then
    printf '%s\n' "$LIKENESS_JDK_FOLDERS" | tr ':' '\n'
    return 0
  fi
  for jdk_folder in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/local/lib/jvm/* /usr/java/* /opt/java/* /opt/*jdk* /opt/*java* \
    /usr/local/*jdk* /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec "${SDKMAN_DIR:-${HOME:-}/.sdkman}"/candidates/java/* "${HOME:-}"/.jdks/* \
    "${HOME:-}"/.jdks/*/Contents/Home "${HOME:-}"/.asdf/installs/java/* "${HOME:-}"/.local/share/mise/installs/java/* \
    "${HOME:-}"/.gradle/jdks/* "${HOME:-}"/.jabba/jdk/*; do
    printf '%s\n' "$jdk_folder"
  done
}

# Prints the folder of the first JDK that will do: JAVA_HOME, then the PATH, then the usual folders.
likeness_search_jdk() {
  if [ -n "${JAVA_HOME:-}" ]; then
    jdk_version=$(likeness_jdk_version "$JAVA_HOME")
    if [ "${jdk_version:-0}" -ge 25 ]; then
      printf '%s\n' "$JAVA_HOME"
      return 0
    fi
  fi
  jdk_path=${PATH:-}:
  while [ -n "$jdk_path" ]; do
    jdk_entry=${jdk_path%%:*}
    jdk_path=${jdk_path#*:}
    [ -n "$jdk_entry" ] && [ -f "$jdk_entry/java" ] && [ -x "$jdk_entry/java" ] || continue
    jdk_found=$(likeness_jdk_of_command "$jdk_entry/java")
    [ -n "$jdk_found" ] || continue
    jdk_version=$(likeness_jdk_version "$jdk_found")
    if [ "${jdk_version:-0}" -ge 25 ]; then
      printf '%s\n' "$jdk_found"
      return 0
    fi
  done
  likeness_usual_jdks | (
    jdk_best=
    jdk_best_version=
    while IFS= read -r jdk_folder; do
      jdk_version=$(likeness_jdk_version "$jdk_folder")
      [ "${jdk_version:-0}" -ge 25 ] || continue
      if [ -z "$jdk_best" ] || [ "$jdk_version" -lt "$jdk_best_version" ]; then
        jdk_best=$jdk_folder
        jdk_best_version=$jdk_version
      fi
    done
    [ -z "$jdk_best" ] || printf '%s\n' "$jdk_best"
  )
}

# Sets and exports JAVA_HOME, or says in one sentence what to install and returns 1.
likeness_find_jdk() {
  # A subshell, because globs and word splitting may be off in the script that sources this.
  jdk_home=$(set +efu; IFS=' '; likeness_search_jdk)
  if [ -z "$jdk_home" ]; then
    echo "Likeness needs a JDK 25 or newer and found none: install one, for example Eclipse Temurin 25 from https://adoptium.net, or set JAVA_HOME to where it is." >&2
    return 1
  fi
  JAVA_HOME=$(CDPATH= cd -- "$jdk_home" && pwd)
  export JAVA_HOME
}
