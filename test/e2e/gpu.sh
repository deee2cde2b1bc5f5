#!/usr/bin/env bash
# Runs prepared CUDA translations on an NVIDIA GPU: gpu.sh [FOLDER] [ARCH]
# FOLDER is what `e2e.py --prepare FOLDER` wrote (default: where this script lies); ARCH is found from the GPU.
# Needs nvcc (or $NVCC), python3 and numpy.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-$here}
arch=${2:-}
if [ -z "$arch" ]; then
  capability=$(nvidia-smi --query-gpu=compute_cap --format=csv,noheader | head -n 1 | tr -d '. ')
  arch=sm_$capability
fi
nvidia-smi --query-gpu=name,driver_version --format=csv,noheader || true
"${NVCC:-nvcc}" --version | tail -n 2
exec python3 "$here/gpu_run.py" "$folder" "$arch"
