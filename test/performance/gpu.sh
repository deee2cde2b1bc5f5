#!/usr/bin/env bash
# Times prepared CUDA translations against PyTorch on an NVIDIA GPU: gpu.sh [FOLDER] [RESULT.json]
# FOLDER is what prepare.py wrote (default: where this script lies). Needs nvcc (or $NVCC), python3, numpy and PyTorch.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-$here}
exec python3 "$here/gpu_run.py" "$folder" "${2:-gpu.json}"
