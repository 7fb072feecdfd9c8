package dev.adjoint.cli.draw;

import dev.adjoint.cli.command.CommandException;
import dev.adjoint.cli.command.MisuseException;
import dev.adjoint.cli.command.Output;
import dev.adjoint.cli.command.OwnFiles;
import dev.adjoint.cli.explain.LanguageOption;
import dev.adjoint.cli.explain.ReplayOptions;
import dev.adjoint.explain.picture.PictureKind;
import dev.adjoint.explain.picture.RunPictures;
import dev.adjoint.plot.picture.Picture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `adjoint draw`: pictures of a run and its network.
@Command(
    name = "draw",
    description = {
      "Draws a run and its network as SVG and PNG, light and dark.",
      "",
      "The default, graph, is the computational graph: each node is an operation with its"
          + " number in the order of the forward pass; frames are layers, and a large network is"
          + " folded by layer. The edges carry shapes; with --step they are those of that training"
          + " step, with the lengths of the gradients that come back.",
      "network: the linear layers as units and connections, with --step also the gradients.",
      "histograms: weights, gradients, updates and outputs of the layers over the steps.",
      "filters, attention: the filters of convolutions; which positions attend to which.",
      "confusion: how often each class was taken for each class, among the held-out samples.",
      "landscape: the loss around the path of the weights, and how much of the path is seen.",
      "rate: the loss for a rising learning rate, and the rate to choose."
    })
public final class DrawCommand implements Callable<Integer> {

  private static final int FEWEST = 4;
  private static final int MOST = 400;

  @Mixin private Output output;
  @Mixin private ReplayOptions replay;

  @Mixin private LanguageOption language;

  @Option(
      names = "--what",
      paramLabel = "WHAT",
      description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private PictureKind what = PictureKind.GRAPH;

  @Option(
      names = "--step",
      paramLabel = "N",
      description =
          "graph: draws this training step, from 1, with its loss and gradients; default: the forward"
              + " pass of one sample. network, filters, attention: the weights after so many steps;"
              + " default: the last ones.")
  private @Nullable Long step;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "40",
      description =
          "How many operations and layers the graph shows at most, 4 to 400. Default: 40.")
  private int nodes;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the pictures go. Default: ${DEFAULT-VALUE}.")
  private Path out = Path.of("drawing");

  @Override
  public Integer call() {
    if (nodes < FEWEST || nodes > MOST) {
      throw new MisuseException(
          "--nodes is %d but must be from %d to %d; 40 are usual".formatted(nodes, FEWEST, MOST));
    }
    Map<String, Picture> pictures;
    try {
      Long asked = step;
      pictures =
          new RunPictures(
                  replay.applied(),
                  asked == null ? OptionalLong.empty() : OptionalLong.of(asked),
                  nodes)
              .draw(what)
              .apply(language.words());
    } catch (IllegalArgumentException e) {
      throw new CommandException(e);
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    pictures.forEach((name, picture) -> {
      files.put(name + ".svg", picture.toSvg().getBytes(StandardCharsets.UTF_8));
      files.put(name + ".png", picture.toPng(2));
      files.put(name + "-dark.svg", picture.dark().toSvg().getBytes(StandardCharsets.UTF_8));
      files.put(name + "-dark.png", picture.dark().toPng(2));
    });
    OwnFiles.write(out, files);
    List<String> written =
        files.keySet().stream().map(name -> out.resolve(name).toString()).toList();
    List<String> descriptions = pictures.values().stream().map(Picture::description).toList();
    descriptions.forEach(description -> output.line("%s", description));
    output.line("written to %s", String.join(", ", written));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("run", replay.folder().toString());
    answer.put("what", what.toString());
    answer.put("description", String.join(" ", descriptions));
    answer.put("pictures", written);
    output.answer(answer);
    return 0;
  }
}
