package dev.adjoint.pipeline.network;

import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.pipeline.layers.LayerFile;
import dev.adjoint.pipeline.settings.Defaults;
import dev.adjoint.pipeline.settings.PlanOption;
import java.nio.file.Path;
import java.util.List;

/// The network whose layers a file lists: `--model net.json`.
///
/// @param layers the layers
record LayerListKind(LayerFile layers) implements ArchitectureKind {

  /// Whether a name of a model is the name of such a file.
  static boolean isFile(String name) {
    return name.endsWith(".json");
  }

  /// The kind whose network is in a file.
  ///
  /// @throws dev.adjoint.data.DataException when it cannot be read or is not a list of layers
  static LayerListKind of(String file) {
    return new LayerListKind(LayerFile.read(Path.of(file)));
  }

  @Override
  public String name() {
    return LayerListNetwork.KIND;
  }

  @Override
  public String title() {
    return "The layers that a file lists.";
  }

  @Override
  public String reads() {
    return "tables, images and texts";
  }

  @Override
  public boolean accepts(InputForm form) {
    return form instanceof InputForm.Columns || LayerFile.accepts(form);
  }

  @Override
  public List<PlanOption<?>> options() {
    return List.of();
  }

  @Override
  public Architecture plan(InputForm form, int outputs, NetworkPlan said) {
    return form instanceof InputForm.Columns columns
        ? EmbeddedColumns.of(columns, inner -> plan(inner, outputs, said))
        : new LayerListNetwork(form, layers, outputs);
  }

  @Override
  public Defaults defaults(Prepared prepared) {
    return UsualDefaults.of(prepared);
  }

  @Override
  public Architecture fromMap(PlainMap fields) {
    return LayerListNetwork.fromMap(fields);
  }
}
