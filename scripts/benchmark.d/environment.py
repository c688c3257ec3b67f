"""The folder that holds the peers: two virtual environments, oneDNN's wheels and the library built on them.

python/              a virtual environment: NumPy, ONNX, ONNX Runtime, OpenVINO, PyTorch
tensorflow/          a virtual environment of TensorFlow's own, whose needs clash with theirs
onednn/              the unpacked wheels onednn-cpu-gomp and onednn-devel-cpu-gomp
libonednn_graphs.so  peers/onednn_graphs.cpp, compiled
"""

import glob
import pathlib
import subprocess
import sys
import zipfile

PEERS = pathlib.Path(__file__).parent / "peers"


def say(message):
    print(message, file=sys.stderr, flush=True)


def succeeds(command, **settings):
    """Runs a command; where it fails, tells the end of what it said."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, **settings)
    except OSError as problem:
        say(f"benchmark: {problem}")
        return False
    if done.returncode:
        say("\n".join((done.stderr or done.stdout).strip().splitlines()[-3:]))
    return done.returncode == 0


class Environment:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder).resolve()

    def python(self, name):
        return self.folder / name / "bin" / "python"

    @property
    def library(self):
        return self.folder / "libonednn_graphs.so"

    def version(self, name, package):
        """Of a package in the virtual environment `name`, or None where it is not there."""
        code = f"import importlib.metadata; print(importlib.metadata.version('{package}'))"
        try:
            done = subprocess.run([self.python(name), "-c", code], capture_output=True, text=True)
        except OSError:
            return None
        return done.stdout.strip().splitlines()[-1] if done.returncode == 0 else None

    def onednn_version(self):
        names = [pathlib.Path(name).name for name in glob.glob(f"{self.folder}/onednn/onednn_cpu_gomp-*.dist-info")]
        libraries = [pathlib.Path(name).name for name in glob.glob(f"{self.folder}/onednn/*/data/lib/libdnnl.so.*.*")]
        if not names or not libraries or not self.library.exists():
            return None
        return libraries[0].removeprefix("libdnnl.so.")

    def prepare(self, peers):
        """Installs what some peers lack from PyPI. What cannot be installed is told of and left out."""
        self.folder.mkdir(parents=True, exist_ok=True)
        wanted = {"python": ["numpy", "onnx"], "tensorflow": []}
        for peer in peers:
            if peer.package:
                wanted[peer.environment].append(peer.package)
        for name, packages in wanted.items():
            if packages and not self.python(name).exists():
                say(f"benchmark: making {self.folder / name}")
                succeeds([sys.executable, "-m", "venv", self.folder / name])
            for package in packages:
                if self.version(name, package) is None:
                    say(f"benchmark: installing {package}")
                    if not succeeds([self.python(name), "-m", "pip", "install", "--quiet", package]):
                        say(f"benchmark: {package} could not be installed and is left out")
        wants_onednn = any(peer.name == "onednn" for peer in peers) and self.onednn_version() is None
        if wants_onednn and not (self.unpack_onednn() and self.build_onednn_graphs()):
            say("benchmark: oneDNN could not be prepared and is left out")

    def unpack_onednn(self):
        folder = self.folder / "onednn"
        if glob.glob(f"{folder}/*/data/include/dnnl.hpp"):
            return True
        say("benchmark: downloading oneDNN")
        pip = [self.python("python"), "-m", "pip", "download", "--quiet", "--no-deps", "-d", self.folder]
        if not succeeds([*pip, "onednn-cpu-gomp", "onednn-devel-cpu-gomp"]):
            return False
        for wheel in self.folder.glob("onednn_*.whl"):
            with zipfile.ZipFile(wheel) as contents:
                contents.extractall(folder)
        return True

    def build_onednn_graphs(self):
        say("benchmark: compiling onednn_graphs.cpp")
        includes = glob.glob(f"{self.folder}/onednn/*/data/include")
        libraries = glob.glob(f"{self.folder}/onednn/*/data/lib/libdnnl.so.*")
        if not includes or not libraries:
            return False
        library = min(libraries, key=len)
        command = ["g++", "-O2", "-march=native", "-std=c++17", "-Wall", "-shared", "-fPIC", "-fopenmp"]
        command += [PEERS / "onednn_graphs.cpp", "-I", includes[0], "-o", self.library, library]
        return succeeds([*command, f"-Wl,-rpath,{pathlib.Path(library).parent}"])
