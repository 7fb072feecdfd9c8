package dev.adjoint.pipeline.code;

import static dev.adjoint.pipeline.code.PreparationNodes.wholes;
import static dev.adjoint.pipeline.code.PreparationNodes.wide;

import dev.adjoint.data.image.PhotoPreprocessing;
import dev.adjoint.data.prepare.CategoryFeature;
import dev.adjoint.data.prepare.ClassTarget;
import dev.adjoint.data.prepare.DateFeature;
import dev.adjoint.data.prepare.EmbeddedFeature;
import dev.adjoint.data.prepare.Feature;
import dev.adjoint.data.prepare.ImagePreprocessing;
import dev.adjoint.data.prepare.LabelsTarget;
import dev.adjoint.data.prepare.NumberFeature;
import dev.adjoint.data.prepare.NumberTarget;
import dev.adjoint.data.prepare.NumbersTarget;
import dev.adjoint.data.prepare.Preprocessing;
import dev.adjoint.data.prepare.TablePreprocessing;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.formats.onnx.OnnxAttribute;
import dev.adjoint.formats.onnx.OnnxDocument;
import dev.adjoint.formats.onnx.OnnxPort;
import dev.adjoint.formats.onnx.OnnxType;
import dev.adjoint.pipeline.folder.SavedModel;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Puts the preparation of the inputs before the graph of a trained network, and the answers behind
/// it, so that another program gives cells or pixels and gets what `predict` answers.
///
/// | read | input of the graph |
/// |---|---|
/// | a number | DOUBLE `[batch, 1]`, named by the column; NaN is a missing cell |
/// | a category | STRING `[batch, 1]`; an empty text is a missing cell |
/// | a date | DOUBLE `[batch, 1]`: days since 1970-01-01, with the time of the day as fraction |
/// | an IDX image | `image`, UINT8 or DOUBLE `[batch, sizes…]` as in the file |
/// | a photograph | `image`, UINT8 `[batch, size, size, 3]`: red, green, blue, already of this size |
///
/// | target | outputs of the graph |
/// |---|---|
/// | classes | `probabilities` FLOAT `[batch, classes]`, `label` STRING `[batch]` |
/// | several labels | `probabilities` FLOAT `[batch, labels]` |
/// | numbers | `value` DOUBLE `[batch, numbers]`, in the unit of the column |
///
/// Standardising is done in 64-bit numbers, as it is here, so the network gets the same bits.
public final class OnnxPreparation {

  private static final double DAYS_MONDAY = 4;

  private final PreparationNodes nodes;
  private final SavedModel saved;

  private OnnxPreparation(PreparationNodes nodes, SavedModel saved) {
    this.nodes = nodes;
    this.saved = saved;
  }

  /// The graph with preparation and answers.
  ///
  /// @param core the graph of the model's network, with one input and one output
  /// @throws ExportRefusal if ONNX cannot express the preparation
  public static OnnxDocument of(SavedModel saved, OnnxDocument core) {
    PreparationNodes nodes = new PreparationNodes(core.graph());
    OnnxPreparation preparation = new OnnxPreparation(nodes, saved);
    preparation.prepare(core.graph().inputs().getFirst().name());
    nodes.core();
    preparation.answer(core.graph().outputs().getFirst().name());
    Map<String, Long> opsets = new LinkedHashMap<>(core.opsets());
    opsets.put(PreparationNodes.LEARNING, 3L);
    return new OnnxDocument(
        core.irVersion(),
        core.producer(),
        opsets,
        core.metadata(),
        nodes.graph(core.graph().name()),
        core.functions());
  }

  private void prepare(String into) {
    Preprocessing preprocessing = saved.preprocessing();
    switch (preprocessing) {
      case TablePreprocessing table -> table(table, into);
      case ImagePreprocessing images -> images(images, into);
      case PhotoPreprocessing photographs -> photographs(photographs, into);
      default ->
          throw new ExportRefusal(
              "the preparation of %s has no operators in ONNX; leave the preparation out of the graph"
                  .formatted(preprocessing.toMap().get("kind")));
    }
  }

  private void table(TablePreprocessing table, String into) {
    List<String> parts = new ArrayList<>();
    for (Feature feature : table.features()) {
      switch (feature) {
        case NumberFeature number -> parts.add(number(number));
        case CategoryFeature category -> parts.add(category(category));
        case EmbeddedFeature embedded -> parts.add(embedded(embedded));
        case DateFeature date -> parts.addAll(date(date));
      }
    }
    nodes.named(into, "Concat", Map.of("axis", new OnnxAttribute.Whole(1)), parts);
  }

  private String number(NumberFeature feature) {
    String x = nodes.input(feature.column(), OnnxType.DOUBLE, "1");
    return known(x, standardized(x, wide(feature.mean()), wide(feature.std())));
  }

  private String standardized(String x, Tensor mean, Tensor std) {
    String difference = nodes.node("Sub", x, nodes.constant(mean));
    return nodes.node("Div", difference, nodes.constant(std));
  }

  /// A value where the cell is not missing, else 0; as FLOAT.
  private String known(String cell, String value) {
    String missing = nodes.node("IsNaN", cell);
    return nodes.cast(
        nodes.node("Where", missing, nodes.constant(wide(0)), value), ElementType.F32);
  }

  private List<String> date(DateFeature feature) {
    String day = nodes.input(feature.column(), OnnxType.DOUBLE, "1");
    List<String> parts = new ArrayList<>();
    parts.add(known(day, standardized(day, wide(feature.mean()), wide(feature.std()))));
    for (DateFeature.Cycle cycle : feature.cycles()) {
      String from =
          cycle == DateFeature.Cycle.WEEK
              ? nodes.node("Sub", nodes.node("Floor", day), nodes.constant(wide(DAYS_MONDAY)))
              : day;
      String count = nodes.node("Div", from, nodes.constant(wide(days(cycle))));
      String phase = nodes.node("Sub", count, nodes.node("Floor", count));
      String turned = nodes.node("Mul", phase, nodes.constant(wide(2 * Math.PI)));
      String angle = nodes.cast(turned, ElementType.F32);
      for (String wave : List.of("Sin", "Cos")) {
        parts.add(known(day, nodes.cast(nodes.node(wave, angle), ElementType.F64)));
      }
    }
    return parts;
  }

  private static double days(DateFeature.Cycle cycle) {
    return switch (cycle) {
      case YEAR -> 365.2425;
      case WEEK -> 7;
      case DAY -> 1;
    };
  }

  /// One column for each category, for a missing cell and for the others, as far as there are any.
  private String category(CategoryFeature feature) {
    List<String> categories = feature.categories();
    int missing = feature.missing() ? categories.size() : -1;
    int other = feature.other() ? categories.size() + (feature.missing() ? 1 : 0) : -1;
    String text = nodes.input(feature.column(), OnnxType.STRING, "1");
    String index = nodes.index(text, categories, 0, missing, other);
    long[] all = IntStream.range(0, feature.names().size()).asLongStream().toArray();
    return nodes.cast(nodes.node("Equal", index, nodes.constant(Tensor.of(all))), ElementType.F32);
  }

  private String embedded(EmbeddedFeature feature) {
    int missing = feature.missing() ? feature.categories().size() + 1 : 0;
    String text = nodes.input(feature.column(), OnnxType.STRING, "1");
    return nodes.cast(nodes.index(text, feature.categories(), 1, missing, 0), ElementType.F32);
  }

  private void images(ImagePreprocessing images, String into) {
    List<Integer> sizes = images.sizes();
    boolean hasChannel = sizes.size() == 3 && sizes.getFirst() == 1;
    List<Integer> inFile = hasChannel ? sizes.subList(1, 3) : sizes;
    boolean isBytes = images.greatest() > 1 && images.greatest() <= 255;
    String image =
        nodes.input(
            "image",
            isBytes ? OnnxType.UINT8 : OnnxType.DOUBLE,
            inFile.stream().map(String::valueOf).toArray(String[]::new));
    String pixels = isBytes ? nodes.cast(image, ElementType.F64) : image;
    String scaled = standardized(pixels, wide(images.mean()), wide(images.std()));
    long[] shape = new long[sizes.size() + 1];
    shape[0] = -1;
    for (int i = 0; i < sizes.size(); i++) {
      shape[i + 1] = sizes.get(i);
    }
    nodes.named(
        into,
        "Reshape",
        Map.of(),
        List.of(nodes.cast(scaled, ElementType.F32), nodes.constant(Tensor.of(shape))));
  }

  private void photographs(PhotoPreprocessing photographs, String into) {
    String side = Integer.toString(photographs.size());
    String image = nodes.input("image", OnnxType.UINT8, side, side, "3");
    double[] means = photographs.channels().stream().mapToDouble(each -> each.mean()).toArray();
    double[] stds = photographs.channels().stream().mapToDouble(each -> each.std()).toArray();
    String scaled = standardized(nodes.cast(image, ElementType.F64), wide(means), wide(stds));
    nodes.named(
        into,
        "Transpose",
        Map.of("perm", wholes(0, 3, 1, 2)),
        List.of(nodes.cast(scaled, ElementType.F32)));
  }

  private void answer(String output) {
    Target target = saved.preprocessing().target();
    switch (target) {
      case ClassTarget classes -> classes(classes, output);
      case LabelsTarget labels -> {
        nodes.named("probabilities", "Sigmoid", Map.of(), List.of(output));
        nodes.output("probabilities", OnnxType.FLOAT, labels.parts().size());
      }
      case NumberTarget number -> numbers(List.of(number), output);
      case NumbersTarget numbers -> numbers(numbers.parts(), output);
      default ->
          throw new ExportRefusal(
              "answers of the target %s are not put into the graph; leave the preparation out of it"
                  .formatted(target.column()));
    }
  }

  private void classes(ClassTarget target, String logits) {
    String divided = logits;
    if (saved.temperature().isPresent()) {
      Tensor divisor = Tensor.scalar((float) saved.temperature().getAsDouble());
      divided = nodes.node("Div", logits, nodes.constant(divisor));
    }
    Map<String, OnnxAttribute> last = Map.of("axis", new OnnxAttribute.Whole(-1));
    nodes.named("probabilities", "Softmax", last, List.of(divided));
    nodes.output("probabilities", OnnxType.FLOAT, target.classes().size());
    nodes.label("label", "probabilities", target.classes());
    nodes.output(OnnxPort.of("label", OnnxType.STRING, List.of("batch")));
  }

  private void numbers(List<NumberTarget> targets, String output) {
    double[] means = targets.stream().mapToDouble(NumberTarget::mean).toArray();
    double[] stds = targets.stream().mapToDouble(NumberTarget::std).toArray();
    String wide = nodes.cast(output, ElementType.F64);
    String scaled = nodes.node("Mul", wide, nodes.constant(wide(stds)));
    nodes.named("value", "Add", Map.of(), List.of(scaled, nodes.constant(wide(means))));
    nodes.output("value", OnnxType.DOUBLE, targets.size());
  }
}
