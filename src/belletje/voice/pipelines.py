"""How a pipeline of Pipecat's is made and run here: sound of one rate, for as long as it is needed, with no signals."""

from collections.abc import Sequence

from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.worker import PipelineParams, PipelineWorker
from pipecat.processors.frame_processor import FrameProcessor
from pipecat.workers.runner import WorkerRunner

from belletje.voice.sound import SAMPLE_RATE_HZ


def pipeline_of(stages: Sequence[FrameProcessor]) -> PipelineWorker:
    """A pipeline of these stages, which ends only when it is told to."""
    return PipelineWorker(
        Pipeline(list(stages)),
        params=PipelineParams(audio_in_sample_rate=SAMPLE_RATE_HZ, audio_out_sample_rate=SAMPLE_RATE_HZ),
        enable_rtvi=False,
        enable_turn_tracking=False,
        idle_timeout_secs=None,
        check_dangling_tasks=False,
    )


async def runner_of(worker: PipelineWorker) -> WorkerRunner:
    """What runs a pipeline; the process keeps its own signals."""
    runner = WorkerRunner(handle_sigint=False, check_dangling_tasks=False)
    await runner.add_workers(worker)
    return runner
