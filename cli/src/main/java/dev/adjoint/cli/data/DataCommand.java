package dev.adjoint.cli.data;

import dev.adjoint.cli.command.MisuseException;
import dev.adjoint.cli.command.Output;
import dev.adjoint.data.fetch.Download;
import dev.adjoint.data.fetch.Fetched;
import dev.adjoint.data.fetch.PublicSet;
import dev.adjoint.data.fetch.PublicSets;
import dev.adjoint.data.fetch.RemoteFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `adjoint data`: lists the known public sets, or fetches one.
@Command(
    name = "data",
    description = {
      "Lists known public data sets, or fetches one by its name.",
      "",
      "A file that broke off is continued when the same command runs again. Where the SHA-256 of"
          + " a file is known, it is checked; otherwise the computed one is printed."
    })
public final class DataCommand implements Callable<Integer> {

  @Mixin private Output output;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "The set to fetch. Default: none, the sets are listed.")
  private @Nullable String name;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder of the files. Default: downloads/NAME.")
  private @Nullable Path out;

  @Option(
      names = "--mirror",
      paramLabel = "URL",
      description =
          "Fetches from this address instead: a folder that has the files under their names.")
  private @Nullable String mirror;

  @Override
  public Integer call() {
    if (name == null) {
      if (out != null || mirror != null) {
        throw new MisuseException(
            "data: --out and --mirror need the name of a set to fetch; 'adjoint data' lists the names");
      }
      list();
    } else {
      fetch(PublicSets.named(name));
    }
    return 0;
  }

  private void list() {
    List<Map<String, Object>> answer = new ArrayList<>();
    for (PublicSet set : PublicSets.all()) {
      output.line("%-18s %s", set.name(), set.what());
      output.line("%-18s %s, licence: %s", "", size(set.size()), set.licence());
      output.line("%-18s %s", "", set.page());
      answer.add(toMap(set));
    }
    output.line("");
    output.line("adjoint data NAME fetches one into downloads/NAME.");
    output.answer(Map.of("sets", answer));
  }

  private void fetch(PublicSet set) {
    Path folder = out == null ? Path.of("downloads", set.name()) : out;
    List<Map<String, Object>> files = new ArrayList<>();
    for (RemoteFile listed : set.files()) {
      RemoteFile file = mirror == null ? listed : listed.at(address(mirror));
      var line = new ProgressLine(output, file.name());
      Fetched fetched;
      try {
        fetched = Download.fetch(file, folder, line);
      } finally {
        line.clear();
      }
      print(fetched);
      files.add(toMap(fetched));
    }
    output.line("licence: %s", set.licence());
    output.line("next: %s", set.use().replace("{folder}", folder.toString()));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("name", set.name());
    answer.put("folder", folder.toString());
    answer.put("files", files);
    output.answer(answer);
  }

  private static URI address(String text) {
    try {
      URI address = URI.create(text);
      if (address.getHost() != null && text.matches("(?i)https?://.*")) {
        return address;
      }
    } catch (IllegalArgumentException _) {
      // Told below.
    }
    throw new MisuseException(
        "data: --mirror is '%s' but must be an address that begins with http:// or https://"
            .formatted(text));
  }

  private void print(Fetched fetched) {
    String how =
        switch (fetched.how()) {
          case PRESENT -> "there already";
          case WHOLE -> "fetched";
          case RESUMED -> "completed";
        };
    output.line("%s: %s, %,d bytes", fetched.path(), how, fetched.bytes());
    output.line(
        "  SHA-256 %s, %s",
        fetched.sha256(), fetched.checked() ? "as known" : "computed here; none is known for it");
  }

  private static String size(OptionalLong bytes) {
    return bytes.isEmpty() ? "size not known" : ProgressLine.size(bytes.getAsLong());
  }

  private static Map<String, Object> toMap(PublicSet set) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", set.name());
    map.put("what", set.what());
    map.put("licence", set.licence());
    map.put("page", set.page().toString());
    List<Map<String, Object>> files = new ArrayList<>();
    for (RemoteFile file : set.files()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", file.name());
      one.put("addresses", file.addresses().stream().map(URI::toString).toList());
      file.size().ifPresent(bytes -> one.put("bytes", bytes));
      file.sha256().ifPresent(sha256 -> one.put("sha256", sha256));
      files.add(one);
    }
    map.put("files", files);
    return map;
  }

  private static Map<String, Object> toMap(Fetched fetched) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("path", fetched.path().toString());
    map.put("bytes", fetched.bytes());
    map.put("sha256", fetched.sha256());
    map.put("checked", fetched.checked());
    map.put("how", fetched.how().name().toLowerCase(java.util.Locale.ROOT));
    return map;
  }
}
