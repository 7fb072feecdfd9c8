package dev.adjoint.studio.watch;

import dev.adjoint.data.DataException;
import dev.adjoint.explain.trace.RunTrace;
import dev.adjoint.pipeline.ReplayedRun;
import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.serve.http.Refusal;
import dev.adjoint.studio.trace.TracedStep;
import java.util.LinkedHashMap;
import java.util.Map;

/// Traced steps of runs in folders. Reading the data of a run is slow, so the last run stays in
/// memory, with some of its traced steps.
public final class RunSteps {

  private static final int MOST = 3;

  private final RunList runs;
  private String name = "";
  private long changed;
  private @org.jspecify.annotations.Nullable ReplayedRun run;

  @SuppressWarnings("serial") // never written
  private final Map<Long, TracedStep> traced =
      new LinkedHashMap<>(8, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, TracedStep> eldest) {
          return size() > MOST;
        }
      };

  /// The steps of the runs of a list.
  public RunSteps(RunList runs) {
    this.runs = runs;
  }

  /// A step of a run.
  ///
  /// @throws Refusal 404 when there is no such run, 422 when it cannot be replayed, with the reason
  public synchronized TracedStep of(String requested, long step) {
    RunList.Entry entry = runs.required(requested);
    try {
      ReplayedRun open = run;
      if (open == null || !name.equals(requested) || changed != entry.changed()) {
        traced.clear();
        open = ReplayedRun.of(entry.folder());
        run = open;
        name = requested;
        changed = entry.changed();
      }
      TracedStep known = traced.get(step);
      if (known == null) {
        known = TracedStep.of(RunTrace.of(open, step), entry.folder().toString());
        traced.put(step, known);
      }
      return known;
    } catch (RunException | DataException | IllegalStateException e) {
      throw Refusal.of(422, String.valueOf(e.getMessage()));
    }
  }
}
