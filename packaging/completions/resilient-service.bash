# What bash completes after `resilient-service`; tests/packaging compares the words with --help.
_resilient_service() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
  local commands="run deploy demo destroy status hello logs top tap region image"
  local options="--help --version --aws --endpoint-url --region --profile --auto --stages --prefix --report --resources --port
    --group-size --instance-type --ami-parameter --speed --chaos --hosts --internet --ui --no-ui --log-level"
  local given command=
  for given in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    [[ " $commands " == *" $given "* ]] && command=$given && break
  done
  case $before in
    --report | --chaos) compopt -o default; COMPREPLY=(); return ;;
    --resources | --data) mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;
    --hosts) mapfile -t COMPREPLY < <(compgen -W "best namespaces processes" -- "$word"); return ;;
    --stages) mapfile -t COMPREPLY < <(compgen -W "all aws" -- "$word"); return ;;
    --log-level) mapfile -t COMPREPLY < <(compgen -W "trace debug info warn error off" -- "$word"); return ;;
    --endpoint-url | --region | --profile | --prefix | --port | --group-size | --instance-type | --ami-parameter | \
      --speed | --listen | --description) return ;;
  esac
  case $command in
    "") options="$commands $options" ;;
    status) options+=" --json" ;;
    top) options+=" --once" ;;
    tap) options+=" --calls --visits --happenings" ;;
    image) options+=" --data --description" ;;
    region) options+=" --listen --data --ephemeral" ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
}
complete -F _resilient_service resilient-service
