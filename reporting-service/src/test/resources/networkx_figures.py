"""Figures of networks by networkx: reads a network per line (JSON: [[giver, receiver, minutes], ...]), writes its figures per line."""
import json
import sys

import networkx as nx

for line in sys.stdin:
    graph = nx.DiGraph()
    for giver, receiver, minutes in json.loads(line):
        graph.add_edge(giver, receiver, minutes=minutes)
    n, l = graph.number_of_nodes(), graph.number_of_edges()
    plain = graph.to_undirected()
    strong = [c for c in nx.strongly_connected_components(graph) if len(c) >= 2]
    weak = list(nx.weakly_connected_components(graph))
    minutes = graph.size(weight="minutes")
    inside = sum(graph.subgraph(c).size(weight="minutes") for c in strong)
    back = sum(min(d, graph[v][u]["minutes"]) for u, v, d in graph.edges(data="minutes") if graph.has_edge(v, u))
    r, a = nx.overall_reciprocity(graph), nx.density(graph)
    egos = [c for v, c in nx.clustering(plain).items() if plain.degree(v) >= 2]
    print(json.dumps({
        "participants": n,
        "ties": l,
        "mutual": l - plain.number_of_edges(),
        "asymmetric": 2 * plain.number_of_edges() - l,
        "null": nx.complement(plain).number_of_edges(),
        "reciprocity": r,
        "rho": None if a == 1 else (r - a) / (1 - a),
        "weighted": back / minutes,
        "generalised": inside / minutes,
        "strong": len(strong),
        "largestStrong": max(map(len, strong), default=0),
        "weak": len(weak),
        "largestWeak": max(map(len, weak)),
        "meanPartners": 2 * plain.number_of_edges() / n,
        "egoDensity": sum(egos) / len(egos) if egos else None,
    }))
