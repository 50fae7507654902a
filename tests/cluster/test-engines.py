# SPDX-License-Identifier: GPL-3.0-or-later
"""The engines that people have, started for real on this machine: MPI and Slurm.

Speaks TAP. Usage: test-engines.py PROGRAM [MPI_PROGRAM]. An engine that is not installed, or cannot be
started here, is skipped with its reason.
"""
import os
import pwd
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.abspath(sys.argv[1])
MPI_PROGRAM = os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else None
WORDS = "grid=16,32,64,128 steps=3000 width=8 heads=2 depth=1 repeats=16 prediction=off"
PATIENCE = 240
MPI_ENVIRONMENT = {**os.environ, "OMPI_ALLOW_RUN_AS_ROOT": "1",
                   "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
                   "OMPI_MCA_btl_vader_single_copy_mechanism": "none"}

cases = []


class Skipped(Exception):
    """Of a case that cannot be tried here."""


def case(function):
    cases.append(function)
    return function


def run(words, folder, status=0):
    done = subprocess.run([PROGRAM, *words.split()], cwd=folder, capture_output=True, text=True,
                          timeout=PATIENCE)
    assert done.returncode == status, f"{words}: status {done.returncode}, {done.stderr}"
    return done.stdout


def assert_same(folder, one, other):
    for name in ("points.csv", "fits.json", "chart.svg"):
        with open(os.path.join(folder, one, name), "rb") as first, \
                open(os.path.join(folder, other, name), "rb") as second:
            assert first.read() == second.read(), name


def records(folder):
    try:
        return [name for name in os.listdir(os.path.join(folder, "runs")) if name[0] != "."]
    except FileNotFoundError:
        return []


def wait_until(condition, what, seconds=PATIENCE):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"{what} did not come"
        time.sleep(0.05)


# MPI.

def children_of(process):
    with open(f"/proc/{process.pid}/task/{process.pid}/children", encoding="utf-8") as file:
        return [int(word) for word in file.read().split()]


@case
def mpi_with_a_killed_rank(folder):
    if MPI_PROGRAM is None or not os.path.exists(MPI_PROGRAM):
        raise Skipped("scaling-lab-mpi was not built")
    if shutil.which("mpirun") is None:
        raise Skipped("mpirun is not installed")
    run(f"run {WORDS} --out one", folder)
    words = ["mpirun", "--oversubscribe", "-n", "4", MPI_PROGRAM, *WORDS.split(), "--out", "many"]
    job = subprocess.Popen(words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                           env=MPI_ENVIRONMENT)
    many = os.path.join(folder, "many")
    wait_until(lambda: len(records(many)) > 4, "the first record")
    os.kill(random.Random(3).choice(children_of(job)), signal.SIGKILL)
    job.wait(timeout=PATIENCE)
    begun = len(records(many))
    assert 4 < begun < 64, begun
    before = {name: os.stat(os.path.join(many, "runs", name)).st_mtime_ns for name in records(many)}
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, env=MPI_ENVIRONMENT,
                          timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    for name, moment in before.items():
        assert os.stat(os.path.join(many, "runs", name)).st_mtime_ns == moment, f"{name} twice"
    assert_same(folder, "one", "many")


# Slurm: one controller, two nodes, all on this machine.

def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def make_user(name):
    try:
        return pwd.getpwnam(name)
    except KeyError:
        subprocess.run(["useradd", "--system", "--no-create-home", name], check=True)
        return pwd.getpwnam(name)


def start_munge():
    """The credentials of Slurm's daemons; one that runs already serves."""
    if subprocess.run(["munge", "-n"], capture_output=True, check=False).returncode == 0:
        return None
    user = make_user("munge")
    for path in ("/etc/munge", "/var/lib/munge", "/var/log/munge", "/run/munge"):
        os.makedirs(path, exist_ok=True)
        os.chown(path, user.pw_uid, user.pw_gid)
        os.chmod(path, 0o755 if path == "/run/munge" else 0o700)
    key = "/etc/munge/munge.key"
    if not os.path.exists(key):
        with open(key, "wb") as file:
            file.write(os.urandom(1024))
    os.chown(key, user.pw_uid, user.pw_gid)
    os.chmod(key, 0o400)
    daemon = subprocess.Popen(["munged", "--foreground"], user=user.pw_uid, group=user.pw_gid,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_until(lambda: subprocess.run(["munge", "-n"], capture_output=True,
                                      check=False).returncode == 0, "munge", 20)
    return daemon


CONFIGURATION = """
ClusterName=lab
SlurmctldHost={host}(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
SlurmctldPort={controller}
StateSaveLocation={state}/control
SlurmdSpoolDir={state}/%n
SlurmctldPidFile={state}/control.pid
SlurmdPidFile={state}/%n.pid
SlurmctldLogFile={state}/control.log
SlurmdLogFile={state}/%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/linear
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
SlurmdTimeout=10
KillWait=2
MinJobAge=2
SchedulerParameters=batch_sched_delay=0,sched_interval=2
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
NodeName=n1 NodeHostname={host} NodeAddr=127.0.0.1 Port={first} CPUs=1 State=UNKNOWN
NodeName=n2 NodeHostname={host} NodeAddr=127.0.0.1 Port={second} CPUs=1 State=UNKNOWN
PartitionName=all Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
"""


class Slurm:
    """Started in a scratch folder; ended with the case."""

    def __init__(self, folder):
        self.state = os.path.join(folder, "slurm")
        self.daemons = {}
        for inner in ("control", "n1", "n2"):
            os.makedirs(os.path.join(self.state, inner))
        self.environment = {**os.environ, "SLURM_CONF": os.path.join(self.state, "slurm.conf")}
        with open(self.environment["SLURM_CONF"], "w", encoding="utf-8") as file:
            file.write(CONFIGURATION.format(host=socket.gethostname(), state=self.state,
                                            controller=free_port(), first=free_port(),
                                            second=free_port()))
        self.daemons["munge"] = start_munge()
        self.start("control", ["slurmctld", "-D"])
        for node in ("n1", "n2"):
            self.start(node, ["slurmd", "-D", "-N", node])
        try:
            wait_until(lambda: self.ask("sinfo", "-h", "-o", "%T %D").split() == ["idle", "2"],
                       "two idle nodes", 60)
        except AssertionError as problem:
            self.stop()
            raise Skipped(f"Slurm does not start here: {problem}") from None

    def start(self, name, words):
        self.daemons[name] = subprocess.Popen(words, env=self.environment, stdout=subprocess.DEVNULL,
                                              stderr=subprocess.DEVNULL)

    def ask(self, *words):
        return subprocess.run(words, env=self.environment, capture_output=True, text=True,
                              check=False).stdout.strip()

    def stop(self):
        self.ask("scancel", "--signal=KILL", "--user=root")
        for daemon in reversed([daemon for daemon in self.daemons.values() if daemon]):
            daemon.kill()
            daemon.wait()


@case
def slurm_with_a_killed_node(folder):
    for program in ("slurmctld", "slurmd", "sbatch", "munged"):
        if shutil.which(program) is None:
            raise Skipped(f"{program} is not installed")
    if os.geteuid() != 0:
        raise Skipped("only root can start Slurm's daemons")
    run(f"run {WORDS} --out one", folder)
    run(f"plan {WORDS} --out many --tasks 6", folder)
    many = os.path.join(folder, "many")
    slurm = Slurm(folder)
    try:
        job = slurm.ask("sbatch", "--parsable", "--output", f"{folder}/job-%a.log",
                        os.path.join(many, "slurm.sh"))
        assert job.isdigit(), job
        wait_until(lambda: len(records(many)) > 6, "the first records")
        slurm.daemons["n2"].kill()
        wait_until(lambda: slurm.ask("squeue", "-h") == "", "the end of the array")
        if len(records(many)) < 64:
            # What lay on the lost node: the script once more trains what is missing.
            slurm.ask("sbatch", "--wait", "--output", f"{folder}/again-%a.log",
                      os.path.join(many, "slurm.sh"))
    finally:
        slurm.stop()
    run("gather many", folder)
    assert_same(folder, "one", "many")


@case
def scripts_say_what_they_should(folder):
    run(f"plan {WORDS} --out many --tasks 5", folder)
    many = os.path.join(folder, "many")
    slurm = open(os.path.join(many, "slurm.sh"), encoding="utf-8").read()
    for line in ("#SBATCH --array=0-4", "#SBATCH --signal=TERM@120", "#SBATCH --requeue",
                 "scontrol requeue", "srun "):
        assert line in slurm, line
    job = open(os.path.join(many, "kubernetes.yaml"), encoding="utf-8").read()
    for line in ("completions: 5", "completionMode: Indexed", "restartPolicy: OnFailure", '"work"'):
        assert line in job, line
    for script in ("slurm.sh", "parallel.sh"):
        subprocess.run(["bash", "-n", os.path.join(many, script)], check=True)
        assert os.access(os.path.join(many, script), os.X_OK)
    if shutil.which("parallel") is not None:
        subprocess.run([os.path.join(many, "parallel.sh")], check=True, capture_output=True,
                       timeout=PATIENCE)
        assert len(records(many)) == 64


print(f"1..{len(cases)}")
for number, function in enumerate(cases, 1):
    with tempfile.TemporaryDirectory(prefix="scaling-lab-engines-", ignore_cleanup_errors=True) as scratch:
        try:
            function(scratch)
            print(f"ok {number} {function.__name__}", flush=True)
        except Skipped as reason:
            print(f"ok {number} {function.__name__} # SKIP {reason}", flush=True)
        except Exception as problem:  # pylint: disable=broad-except
            print(f"# {type(problem).__name__}: {problem}")
            print(f"not ok {number} {function.__name__}", flush=True)
