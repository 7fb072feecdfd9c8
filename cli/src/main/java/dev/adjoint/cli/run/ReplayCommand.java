package dev.adjoint.cli.run;

import dev.adjoint.cli.command.MisuseException;
import dev.adjoint.cli.command.Output;
import dev.adjoint.cli.command.OwnFiles;
import dev.adjoint.cli.explain.ReplayOptions;
import dev.adjoint.pipeline.ReplayedRun;
import dev.adjoint.pipeline.TrainingResult;
import dev.adjoint.pipeline.TrainingRun;
import dev.adjoint.train.Figures;
import dev.adjoint.train.Progress;
import dev.adjoint.train.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `adjoint replay`: the state of a run after any step, run again to the same bits.
@Command(
    name = "replay",
    description = {
      "Goes to a step of a run and prints its figures and the hash of its weights.",
      "",
      "The run is replayed from its seed, or from its checkpoint if that is nearer, with its data,"
          + " which must not have changed. The same step has the same bits each time. Nothing in the"
          + " folder of the run changes.",
      "",
      "With --branch it goes on from the step, with other settings, in a folder of its own."
    })
public final class ReplayCommand implements Callable<Integer> {

  @Mixin private Output output;
  @Mixin private ReplayOptions replay;

  @Option(
      names = "--step",
      paramLabel = "N",
      required = true,
      description = "How many steps have been taken then; 0 is the start.")
  private long step;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "Writes the weights of the step into this safetensors file.")
  private @Nullable Path weights;

  @Option(
      names = "--branch",
      paramLabel = "DIR",
      description =
          "Trains on from the step into this folder, with the settings that follow instead of those of the run.")
  private @Nullable Path branch;

  @Mixin private BranchOptions changes;

  @Override
  public Integer call() throws IOException {
    changes.requireBranch(branch);
    if (branch != null && weights != null) {
      throw new MisuseException(
          "--branch leaves its weights in the folder of the branch; leave out --weights");
    }
    if (weights != null) {
      OwnFiles.requireNew(weights, "weights");
    }
    ReplayedRun run = replay.open().seek(step);
    if (branch != null) {
      try (TrainingRun trained = TrainingRun.branch(run, changes::change, branch)) {
        return new TrainingSession(
                trained, Optional.empty(), Optional.empty(), Optional.empty(), output)
            .run(false);
      }
    }
    Progress reached = run.line().progress();
    Figures figures = run.heldOut();
    String hash = run.line().hash();
    if (weights != null) {
      Weights.save(run.network(), weights);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("step", step);
    run.line().end().ifPresent(end -> answer.put("steps", end));
    answer.put("epoch", reached.epoch() + 1);
    answer.put("batch", reached.batch() + 1);
    answer.put("loss", figures.loss());
    answer.putAll(figures.metrics());
    answer.put("weights_sha256", hash);
    output.line(
        "step %,d%s, next is batch %,d of epoch %,d",
        step,
        run.line().end().isPresent() ? " of %,d".formatted(run.line().end().getAsLong()) : "",
        reached.batch() + 1,
        reached.epoch() + 1);
    output.line("on the held-out samples: %s", TrainingResult.text(figures));
    output.line("weights %s", hash);
    if (weights != null) {
      answer.put("weights", weights.toString());
      output.line("written to %s", weights);
    }
    output.answer(answer);
    return 0;
  }
}
