import type { Shell } from './candidates.js';

/** The completion script of a shell. */
export function completionScript(shell: Shell): string {
  return scripts[shell];
}

const scripts: Readonly<Record<Shell, string>> = {
  bash: `# completion of sipexec for bash
_sipexec() {
  local IFS=$'\\n'
  COMPREPLY=($(sipexec __complete bash "\${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null))
}
complete -o bashdefault -o default -F _sipexec sipexec
`,
  zsh: `#compdef sipexec
_sipexec() {
  local -a found
  found=("\${(@f)$(sipexec __complete zsh "\${(@Q)words[2,CURRENT-1]}" "=\${(Q)words[CURRENT]}" 2>/dev/null)}")
  if [[ -n $found[1] ]]; then
    compadd -- $found
  else
    [[ $words[CURRENT] == -*=* ]] && compset -P '*='
    _files
  fi
}
if [[ $funcstack[1] == _sipexec ]]; then
  _sipexec "$@"
else
  compdef _sipexec sipexec
fi
`,
  fish: `# completion of sipexec for fish
function __sipexec_ask
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -g __sipexec_found (sipexec __complete fish $words[2..-1] "=$current" 2>/dev/null)
    test (count $__sipexec_found) -gt 0
end
complete -c sipexec -n __sipexec_ask -f -a '$__sipexec_found'
`,
  powershell: `# completion of sipexec for PowerShell
Register-ArgumentCompleter -Native -CommandName sipexec -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        Select-Object -Skip 1 |
        ForEach-Object { if ($_.Value -is [string]) { $_.Value } else { $_.ToString() } })
    sipexec __complete powershell @words "=$wordToComplete" 2>$null | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
    }
}
`,
};
