package dev.adjoint.cli.run;

import dev.adjoint.data.Task;
import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.prepare.TableOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the samples come from.
public sealed interface DataSource {

  /// Reads and splits the samples.
  Prepared prepare(double validation, long seed);

  /// A short name for folders and titles.
  String name();

  /// As it stands in `model.json`.
  Map<String, Object> toMap();

  /// A CSV file.
  ///
  /// @param target the column to predict
  /// @param drop columns that are not used
  /// @param categories columns that are categories whatever they hold
  record Csv(
      Path file, String target, List<String> drop, List<String> categories, Optional<Task> task)
      implements DataSource {

    @Override
    public Prepared prepare(double validation, long seed) {
      TableOptions options =
          new TableOptions(
              target, new LinkedHashSet<>(drop), new LinkedHashSet<>(categories), task);
      return Prepared.table(TableReader.read(file), options, validation, seed);
    }

    @Override
    public String name() {
      return file.getFileName().toString().replaceFirst("\\.[^.]+$", "");
    }

    @Override
    public Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("kind", "csv");
      map.put("file", file.toAbsolutePath().normalize().toString());
      map.put("target", target);
      map.put("drop", drop);
      map.put("categories", categories);
      map.put("task", task.map(Task::toString).orElse(""));
      return map;
    }
  }

  /// A folder with IDX files.
  record Images(Path folder) implements DataSource {

    @Override
    public Prepared prepare(double validation, long seed) {
      return Prepared.images(folder, validation, seed);
    }

    @Override
    public String name() {
      Path last = folder.toAbsolutePath().normalize().getFileName();
      return last == null ? "images" : last.toString();
    }

    @Override
    public Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("kind", "images");
      map.put("folder", folder.toAbsolutePath().normalize().toString());
      return map;
    }
  }

  /// A generated set.
  ///
  /// @param samples how many
  /// @param noise the standard deviation of the noise
  record Generated(GeneratedSet set, int samples, double noise) implements DataSource {

    @Override
    public Prepared prepare(double validation, long seed) {
      return Prepared.generated(set, samples, noise, validation, seed);
    }

    @Override
    public String name() {
      return set.toString();
    }

    @Override
    public Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("kind", "generated");
      map.put("set", set.toString());
      map.put("samples", samples);
      map.put("noise", noise);
      return map;
    }
  }
}
