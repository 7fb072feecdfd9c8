package dev.adjoint.studio.watch;

import dev.adjoint.explain.diagnose.Diagnosis;
import dev.adjoint.explain.diagnose.RunSetup;
import dev.adjoint.explain.diagnose.check.Checks;
import dev.adjoint.explain.diagnose.finding.Outcome;
import dev.adjoint.explain.diagnose.form.DiagnosisMap;
import dev.adjoint.explain.document.Wording;
import dev.adjoint.explain.picture.PictureKind;
import dev.adjoint.explain.picture.RunPictures;
import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.serve.http.Refusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The closer looks at runs: what `diagnose` finds, and pictures that need a replay of the run. A
/// look is computed in the background, one at a time; the newest ones are kept.
public final class RunLooks {

  private static final int MOST = 12;

  /// Which look: the kind of a picture, or empty for the diagnosis.
  private record Key(String run, long changed, Optional<PictureKind> kind) {}

  /// A look, as far as it is done.
  private static final class Look {
    boolean isDone;
    String failure = "";
    final List<Object> outcomes = new ArrayList<>();
    @Nullable Function<Wording, Map<String, Picture>> pictures;
  }

  private final RunList runs;
  private @Nullable Thread working;

  @SuppressWarnings("serial") // never written
  private final Map<Key, Look> looks =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Look> eldest) {
          return size() > MOST && eldest.getValue().isDone;
        }
      };

  /// The looks at the runs of a list.
  public RunLooks(RunList runs) {
    this.runs = runs;
  }

  /// Starts a look, if it is not known or being computed already.
  ///
  /// @param what `diagnosis` or a kind of pictures
  /// @return as [#of]
  /// @throws Refusal 404 when there is no such run or kind, 409 while another look is computed
  public synchronized Map<String, Object> start(String name, String what) {
    RunList.Entry entry = runs.required(name);
    Key key = key(entry, what);
    if (!looks.containsKey(key)) {
      Thread now = working;
      if (now != null && now.isAlive()) {
        throw Refusal.of(409, "run: another look is being computed; wait until it is finished");
      }
      Look look = new Look();
      looks.put(key, look);
      working =
          Thread.ofPlatform().name("look").daemon().start(() -> compute(key, look, entry.folder()));
    }
    return of(name, what);
  }

  /// How far a look is: `state` is `none`, `computing`, `done` or `failed`, then with `failure`; a
  /// diagnosis has its `outcomes` so far, pictures have their `names` when they are done.
  ///
  /// @throws Refusal 404 when there is no such run or kind
  public synchronized Map<String, Object> of(String name, String what) {
    Look look = looks.get(key(runs.required(name), what));
    Map<String, Object> map = new LinkedHashMap<>();
    if (look == null) {
      map.put("state", "none");
      return map;
    }
    map.put("state", !look.isDone ? "computing" : look.failure.isEmpty() ? "done" : "failed");
    map.put("failure", look.failure);
    map.put("outcomes", List.copyOf(look.outcomes));
    map.put("checks", Checks.ALL.size());
    var pictures = look.pictures;
    if (pictures != null) {
      Map<String, String> names = new LinkedHashMap<>();
      pictures.apply(Wording.english()).forEach((key, each) -> names.put(key, each.description()));
      map.put("names", names);
    }
    return map;
  }

  /// A picture of a finished look.
  ///
  /// @throws Refusal 404 when there is none
  public Picture picture(String name, String what, String picture, Wording words) {
    Function<Wording, Map<String, Picture>> pictures;
    synchronized (this) {
      Look look = looks.get(key(runs.required(name), what));
      pictures = look == null ? null : look.pictures;
    }
    Picture found = pictures == null ? null : pictures.apply(words).get(picture);
    if (found == null) {
      throw Refusal.of(404, "run: there is no such picture; ask for the look first");
    }
    return found;
  }

  private static Key key(RunList.Entry entry, String what) {
    if (what.equals("diagnosis")) {
      return new Key(entry.name(), entry.changed(), Optional.empty());
    }
    for (PictureKind kind : PictureKind.values()) {
      if (kind.toString().equals(what)) {
        return new Key(entry.name(), entry.changed(), Optional.of(kind));
      }
    }
    throw Refusal.of(404, "run: there is no look of this kind; the page knows them");
  }

  private void compute(Key key, Look look, Path folder) {
    try {
      if (key.kind().isPresent()) {
        var pictures = RunPictures.of(folder).draw(key.kind().get());
        synchronized (this) {
          look.pictures = pictures;
        }
      } else {
        Diagnosis.of(
            RunSetup.of(folder),
            Checks.ALL,
            outcome -> {
              synchronized (this) {
                look.outcomes.add(outcome(outcome));
              }
            });
      }
      end(look, "");
    } catch (RunException | IllegalArgumentException | IllegalStateException e) {
      end(look, String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      end(look, "run: the look failed (%s)".formatted(e));
      throw e;
    }
  }

  private static Map<String, Object> outcome(Outcome outcome) {
    Map<String, Object> map = new LinkedHashMap<>(DiagnosisMap.of(outcome));
    map.put("kind", outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    return map;
  }

  private synchronized void end(Look look, String failure) {
    look.failure = failure;
    look.isDone = true;
  }
}
