import type { Command } from 'commander';

/** The completion script of a shell: commands, their flags, and the names of platforms. */
export function completion(shell: string, root: Command, platforms: readonly string[]): string {
  const commands = root.commands.map((command) => ({
    name: command.name(),
    flags: command.options.flatMap(({ long }) => (long ? [long] : [])),
    description: command.description(),
  }));
  return { bash: bash(commands, platforms), zsh: zsh(commands, platforms), fish: fish(commands, platforms) }[shell]!;
}

interface Completed {
  name: string;
  flags: string[];
  description: string;
}

function bash(commands: readonly Completed[], platforms: readonly string[]): string {
  const cases = commands.map(({ name, flags }) => `    ${name}) words="${flags.join(' ')}" ;;`).join('\n');
  return `_connection() {
  local current="\${COMP_WORDS[COMP_CWORD]}" command="\${COMP_WORDS[1]}" words=
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(' ')}" -- "$current"))
    return
  fi
  case "$command" in
${cases}
  esac
  if [[ "$current" != -* && ( "$command" == explain || "$command" == platforms ) ]]; then
    words="${platforms.join(' ')}"
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _connection connection kubectl-connection
`;
}

function zsh(commands: readonly Completed[], platforms: readonly string[]): string {
  const described = commands.map(({ name, description }) => `    '${name}:${quoted(description)}'`).join('\n');
  const cases = commands.map(({ name, flags }) => `    ${name}) compadd -- ${flags.join(' ')} ;;`).join('\n');
  return `#compdef connection kubectl-connection
_connection() {
  local -a commands
  commands=(
${described}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  if [[ "$words[CURRENT]" != -* && ( "$words[2]" == explain || "$words[2]" == platforms ) ]]; then
    compadd -- ${platforms.join(' ')}
    return
  fi
  case "$words[2]" in
${cases}
  esac
  _files
}
compdef _connection connection kubectl-connection
`;
}

function fish(commands: readonly Completed[], platforms: readonly string[]): string {
  const lines = commands.flatMap(({ name, flags, description }) => [
    `complete -c connection -n __fish_use_subcommand -f -a ${name} -d '${quoted(description)}'`,
    ...flags.map((flag) => `complete -c connection -n '__fish_seen_subcommand_from ${name}' -l ${flag.slice(2)}`),
  ]);
  const names = `complete -c connection -n '__fish_seen_subcommand_from explain platforms' -f -a '${platforms.join(' ')}'`;
  return `${[...lines, names, 'complete -c kubectl-connection -w connection'].join('\n')}\n`;
}

function quoted(text: string): string {
  return text.replaceAll("'", '').replaceAll(':', ' ');
}
