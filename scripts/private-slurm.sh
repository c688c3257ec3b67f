# Sourced by the other scripts: a Slurm of one's own on the loopback, with a private configuration and key, for tests.
#
# start_private_slurm FOLDER    installs slurm-wlm and munge (Debian) if need be, starts munged, slurmctld and slurmd with
#                               all their files in FOLDER (short, in /tmp), and sets SLURM_CONF; status 1 where that
#                               cannot be, with the reason on standard output. Needs root.
# stop_private_slurm            stops what was started
private_slurm_processes=()

stop_private_slurm() {
  local pid
  for pid in "${private_slurm_processes[@]+"${private_slurm_processes[@]}"}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${private_slurm_processes[@]+"${private_slurm_processes[@]}"}"; do
    for _ in $(seq 50); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
    kill -9 "$pid" 2>/dev/null || true
  done
  private_slurm_processes=()
}

start_private_slurm() {
  local work=$1 port cpus host
  if [ "$(id -u)" -ne 0 ]; then
    echo "starting Slurm's daemons takes root"
    return 1
  fi
  if ! command -v slurmctld >/dev/null || ! command -v slurmd >/dev/null || ! command -v munged >/dev/null; then
    if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends slurm-wlm munge >/dev/null; }; then
      echo "slurm-wlm and munge cannot be installed"
      return 1
    fi
  fi
  # A socket's path must be short, and munged wants folders that only root can write.
  chmod 755 "$work"
  dd if=/dev/urandom of="$work/munge.key" bs=1024 count=1 status=none
  chmod 400 "$work/munge.key"
  munged --foreground --key-file="$work/munge.key" --socket="$work/munge.sock" --pid-file="$work/munged.pid" \
    --log-file="$work/munged.log" --seed-file="$work/munge.seed" --num-threads=2 >"$work/munged.out.log" 2>&1 &
  private_slurm_processes+=($!)

  port=$((20000 + RANDOM % 20000))
  mkdir -p "$work/state" "$work/spool"
  # Snakemake's plugin takes all SLURM_ variables from jobs, and with them where the configuration is.
  mkdir "$work/bin"
  printf '#!/bin/sh\nSLURM_CONF=%s exec %s "$@"\n' "$work/slurm.conf" "$(command -v srun)" >"$work/bin/srun"
  chmod 755 "$work/bin/srun"
  export PATH="$work/bin:$PATH"
  cpus=$(nproc)
  host=$(hostname -s)
  cat >"$work/slurm.conf" <<CONF
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port
SlurmdPort=$((port + 1))
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$work/munge.sock
CredType=cred/munge
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SwitchType=switch/none
MpiDefault=none
SchedulerType=sched/backfill
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
MinJobAge=300
InactiveLimit=0
KillWait=5
SchedulerParameters=batch_sched_delay=0,sched_interval=1,bf_interval=1,requeue_delay=1
NodeName=$host NodeAddr=127.0.0.1 CPUs=$cpus State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=INFINITE State=UP
CONF
  export SLURM_CONF="$work/slurm.conf"
  for _ in $(seq 100); do [ -S "$work/munge.sock" ] && break; sleep 0.1; done
  slurmctld -D -i -f "$work/slurm.conf" >"$work/slurmctld.out.log" 2>&1 &
  private_slurm_processes+=($!)
  slurmd -D -N "$host" -f "$work/slurm.conf" >"$work/slurmd.out.log" 2>&1 &
  private_slurm_processes+=($!)
  for _ in $(seq 200); do
    sinfo --noheader --format %t 2>/dev/null | grep -q idle && return
    sleep 0.2
  done
  tail -n 15 "$work"/*.log
  echo "Slurm's daemons do not start here"
  return 1
}
