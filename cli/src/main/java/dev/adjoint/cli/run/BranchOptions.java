package dev.adjoint.cli.run;

import dev.adjoint.cli.command.MisuseException;
import dev.adjoint.pipeline.settings.OptimizerChoice;
import dev.adjoint.pipeline.settings.SettingsPlan;
import dev.adjoint.pipeline.settings.StepSize;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The settings that a branch can change.
final class BranchOptions {

  @Option(names = "--rate", paramLabel = "R", description = "The step size of the branch.")
  private @Nullable Double rate;

  @Option(names = "--batch", paramLabel = "N", description = "Its samples in a step.")
  private @Nullable Integer batch;

  @Option(names = "--epochs", paramLabel = "N", description = "Its last epoch.")
  private @Nullable Integer epochs;

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      description = "Its update rule: ${COMPLETION-CANDIDATES}.")
  private @Nullable OptimizerChoice optimizer;

  @Option(names = "--weight-decay", paramLabel = "W", description = "Its weight decay.")
  private @Nullable Double weightDecay;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description = "Its epochs without a better validation loss before it stops.")
  private @Nullable Integer patience;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      description = "How its step size changes: ${COMPLETION-CANDIDATES}.")
  private @Nullable StepSize schedule;

  /// Refuses settings without a branch.
  void requireBranch(@Nullable Path branch) {
    Map<String, @Nullable Object> given = new LinkedHashMap<>();
    given.put("--rate", rate);
    given.put("--batch", batch);
    given.put("--epochs", epochs);
    given.put("--optimizer", optimizer);
    given.put("--weight-decay", weightDecay);
    given.put("--patience", patience);
    given.put("--schedule", schedule);
    List<String> names =
        given.entrySet().stream()
            .filter(each -> Objects.nonNull(each.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    if (branch == null && !names.isEmpty()) {
      throw new MisuseException(
          "%s changes a branch; name its folder with --branch DIR"
              .formatted(String.join(", ", names)));
    }
  }

  /// The changes of a plan.
  SettingsPlan change(SettingsPlan free) {
    SettingsPlan plan = free;
    plan = rate == null ? plan : plan.withRate(rate);
    plan = batch == null ? plan : plan.withBatch(batch);
    plan = epochs == null ? plan : plan.withEpochs(epochs);
    plan = optimizer == null ? plan : plan.withOptimizer(optimizer);
    plan = weightDecay == null ? plan : plan.withWeightDecay(weightDecay);
    plan = patience == null ? plan : plan.withPatience(patience);
    return schedule == null ? plan : plan.withSchedule(schedule);
  }
}
