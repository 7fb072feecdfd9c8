package dev.adjoint.pipeline.source;

import dev.adjoint.data.Holdout;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.pipeline.settings.PlanOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A folder with IDX files of images and labels.
///
/// @param folder the folder
public record IdxImages(Path folder) implements DataSource {

  static final DataKind KIND_OF_DATA = new Kind();

  @Override
  public Prepared prepare(Holdout holdout) {
    return Prepared.images(folder, holdout);
  }

  @Override
  public String name() {
    Path last = folder.toAbsolutePath().normalize().getFileName();
    return last == null ? "images" : last.toString();
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", KIND_OF_DATA.name());
    map.put("folder", folder.toAbsolutePath().normalize().toString());
    return map;
  }

  private record Kind() implements DataKind {

    @Override
    public String name() {
      return "images";
    }

    @Override
    public String title() {
      return "the folder of images";
    }

    @Override
    public boolean isTable() {
      return false;
    }

    @Override
    public List<PlanOption<?>> options() {
      return List.of();
    }

    @Override
    public boolean holds(Path path, DataPlan plan) {
      return Files.isDirectory(path);
    }

    @Override
    public DataSource at(Path path, DataPlan plan) {
      return new IdxImages(path);
    }

    @Override
    public DataSource fromMap(PlainMap fields) {
      return new IdxImages(fields.path("folder"));
    }
  }
}
