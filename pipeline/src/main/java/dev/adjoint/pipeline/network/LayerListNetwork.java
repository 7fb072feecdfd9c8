package dev.adjoint.pipeline.network;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.nn.Layer;
import dev.adjoint.pipeline.layers.LayerFile;
import dev.adjoint.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A network whose layers a file lists, see [LayerFile]. `model.json` keeps the list, so the file
/// is not needed any more.
///
/// @param form what one sample is
/// @param layers the layers
/// @param outputs the number of outputs
public record LayerListNetwork(InputForm form, LayerFile layers, int outputs)
    implements Architecture {

  static final String KIND = "layers";

  /// Checks that the layers fit each other, the samples and the outputs.
  ///
  /// @throws DataException naming the layer that does not fit
  public LayerListNetwork {
    layers.weightCount(form, outputs);
  }

  @Override
  public Shape inputs() {
    return form.shape();
  }

  @Override
  public boolean reads(InputForm other) {
    return form.equals(other);
  }

  @Override
  public long weightCount() {
    return layers.weightCount(form, outputs);
  }

  @Override
  public Layer build(RandomGenerator random) {
    Layer network = layers.build(form, outputs, random);
    boolean isGrey = form instanceof InputForm.Image && form.shape().rank() == 2;
    return isGrey ? new GreyImages(network) : network;
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", KIND);
    map.putAll(SampleForm.of(form).toMap());
    map.put("outputs", outputs);
    map.put("layers", layers.plain());
    return map;
  }

  /// Reads what [#toMap] gave.
  ///
  /// @throws DataException when an entry is missing or wrong, or the layers do not fit
  static LayerListNetwork fromMap(PlainMap fields) {
    Object layers = fields.values().get("layers");
    if (layers == null) {
      throw fields.wrong("layers", "a list");
    }
    return new LayerListNetwork(
        SampleForm.read(fields).form(),
        LayerFile.of(fields.path() + ".layers", layers),
        fields.whole("outputs", 1, Integer.MAX_VALUE));
  }
}
