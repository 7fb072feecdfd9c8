package dev.adjoint.plot.picture;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// A picture's SVG read back by the XML parser of the JDK.
public final class ParsedSvg {
  private final Document document;

  private ParsedSvg(Document document) {
    this.document = document;
  }

  public static ParsedSvg of(Picture picture) {
    return of(picture.toSvg());
  }

  public static ParsedSvg of(String svg) {
    try {
      var factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setNamespaceAware(true);
      var bytes = new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8));
      return new ParsedSvg(factory.newDocumentBuilder().parse(bytes));
    } catch (Exception e) {
      throw new AssertionError("not well-formed: " + svg, e);
    }
  }

  /// All elements with the given name.
  public List<Element> all(String name) {
    NodeList found = document.getElementsByTagNameNS("http://www.w3.org/2000/svg", name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  /// The content of every text element.
  public List<String> texts() {
    return all("text").stream().map(Element::getTextContent).toList();
  }

  public Element root() {
    return document.getDocumentElement();
  }
}
