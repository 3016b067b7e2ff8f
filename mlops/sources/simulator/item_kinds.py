"""What telecom towers consume: the kinds of material the simulated catalogue is drawn from."""

from __future__ import annotations

from typing import Final, NamedTuple


class ItemKind(NamedTuple):
    """One kind of material, sold in variants.

    cost: BRL per unit, geometric middle. lot: units taken by one request, on average.
    imported: share of its items whose first supplier is abroad.
    """

    family: str
    category: str
    subcategory: str
    name: str
    variants: tuple[str, ...]
    unit: str
    cost: float
    lot: float
    criticality: int
    imported: float


KINDS: Final = (
    ItemKind("ELECTRICAL", "Cabos", "Cabo de potência", "Cabo flexível",
             ("2,5 mm² preto", "4 mm² azul", "6 mm² verde", "10 mm² preto", "16 mm² preto",
              "25 mm² preto", "35 mm² vermelho", "50 mm² preto"), "M", 9.5, 14.0, 5, 0.0),
    ItemKind("ELECTRICAL", "Proteção", "Disjuntor", "Disjuntor DIN curva C",
             ("10A monopolar", "16A monopolar", "20A bipolar", "32A bipolar", "40A tripolar",
              "63A tripolar", "100A tripolar"), "UN", 48.0, 2.0, 7, 0.0),
    ItemKind("ELECTRICAL", "Proteção", "Surto", "DPS classe II",
             ("20kA 275V", "40kA 275V", "45kA 175V", "60kA 385V"), "UN", 92.0, 2.0, 8, 0.2),
    ItemKind("ELECTRICAL", "Iluminação", "Balizamento", "Sinalizador noturno LED",
             ("simples 12V", "simples 48V", "duplo 48V", "duplo 220V", "média intensidade"),
             "UN", 420.0, 1.2, 9, 0.3),
    ItemKind("ELECTRICAL", "Aterramento", "Haste", "Haste de aterramento cobreada",
             ("5/8 x 2,40 m", "3/4 x 2,40 m", "5/8 x 3,00 m", "3/4 x 3,00 m"),
             "UN", 86.0, 3.0, 6, 0.0),
    ItemKind("ELECTRICAL", "Aterramento", "Cordoalha", "Cordoalha de cobre nu",
             ("16 mm²", "25 mm²", "35 mm²", "50 mm²", "70 mm²"), "M", 34.0, 8.0, 6, 0.0),
    ItemKind("ELECTRICAL", "Conexão", "Terminal", "Terminal de compressão",
             ("10 mm²", "16 mm²", "25 mm²", "35 mm²", "50 mm²", "70 mm²"),
             "UN", 4.2, 6.0, 3, 0.0),
    ItemKind("ELECTRICAL", "Infraestrutura", "Eletroduto", "Eletroduto galvanizado",
             ("3/4 x 3 m", "1 x 3 m", "1 1/2 x 3 m", "2 x 3 m"), "UN", 58.0, 4.0, 3, 0.0),
    ItemKind("TELECOM", "Conectores", "RF", "Conector RF",
             ("N macho 1/2", "N fêmea 1/2", "7/16 macho 1/2", "7/16 macho 7/8", "4.3-10 macho",
              "4.3-10 fêmea", "SMA macho", "BNC macho"), "UN", 38.0, 2.5, 7, 0.6),
    ItemKind("TELECOM", "Cabos", "Coaxial", "Cabo coaxial",
             ("1/2 superflexível", "1/2 padrão", "7/8", "1 5/8", "RG-213"),
             "M", 29.0, 15.0, 6, 0.4),
    ItemKind("TELECOM", "Cabos", "Fibra óptica", "Cordão óptico",
             ("LC-LC duplex 3 m", "LC-LC duplex 10 m", "LC-SC simplex 5 m", "SC-APC 3 m",
              "LC-LC blindado 50 m", "LC-LC blindado 80 m"), "UN", 64.0, 3.0, 8, 0.3),
    ItemKind("TELECOM", "Cabos", "Fibra óptica", "Cabo óptico autossustentado",
             ("6 fibras vão 80", "12 fibras vão 80", "12 fibras vão 120", "24 fibras vão 120"),
             "M", 6.8, 90.0, 6, 0.0),
    ItemKind("TELECOM", "Rádio", "Transceptor", "Módulo SFP",
             ("1G SX 850 nm", "1G LX 1310 nm", "10G SR", "10G LR", "25G LR industrial"),
             "UN", 310.0, 1.8, 9, 0.9),
    ItemKind("TELECOM", "Rádio", "Enlace", "Rádio enlace micro-ondas",
             ("7 GHz ODU", "15 GHz ODU", "18 GHz ODU", "23 GHz ODU", "IDU modular"),
             "UN", 14800.0, 1.0, 10, 0.9),
    ItemKind("TELECOM", "Antenas", "Painel", "Antena setorial",
             ("700 MHz 65°", "1800/2100 MHz 65°", "tribanda 65°", "2600 MHz 33°",
              "3,5 GHz ativa 5G"), "UN", 6900.0, 1.3, 10, 0.8),
    ItemKind("TELECOM", "Antenas", "Parábola", "Antena parabólica",
             ("0,3 m 23 GHz", "0,6 m 15 GHz", "0,6 m 18 GHz", "1,2 m 7 GHz"),
             "UN", 3400.0, 1.1, 9, 0.7),
    ItemKind("TELECOM", "Rádio", "Unidade remota", "Unidade de rádio remota",
             ("700 MHz 2T2R", "1800 MHz 4T4R", "2100 MHz 4T4R", "3,5 GHz 8T8R"),
             "UN", 22500.0, 1.0, 10, 1.0),
    ItemKind("TELECOM", "Acessórios", "Vedação", "Kit de vedação a frio",
             ("conector 1/2", "conector 7/8", "jumper", "universal"), "UN", 27.0, 3.0, 5, 0.2),
    ItemKind("HARDWARE", "Fixação", "Parafuso", "Parafuso sextavado galvanizado",
             ("M10 x 40", "M12 x 40", "M12 x 60", "M16 x 50", "M16 x 80", "M20 x 80",
              "M24 x 100"), "UN", 2.6, 20.0, 4, 0.0),
    ItemKind("HARDWARE", "Fixação", "Porca e arruela", "Porca sextavada galvanizada",
             ("M10", "M12", "M16", "M20", "M24"), "UN", 0.85, 30.0, 3, 0.0),
    ItemKind("HARDWARE", "Fixação", "Abraçadeira", "Abraçadeira",
             ("nylon 200 mm preta", "nylon 300 mm preta", "inox 1/2", "inox 3/4",
              "tipo U 2 1/2", "tipo U 4"), "UN", 3.9, 14.0, 3, 0.0),
    ItemKind("HARDWARE", "Suportes", "Suporte de antena", "Suporte metálico",
             ("tubular 2 m", "tubular 3 m", "tripé 3 m", "offset regulável", "RRU duplo"),
             "UN", 540.0, 1.8, 6, 0.0),
    ItemKind("HARDWARE", "Cabos de aço", "Estai", "Cabo de aço galvanizado",
             ("1/4 EHS", "5/16 EHS", "3/8 EHS", "1/2 EHS"), "M", 14.5, 25.0, 8, 0.0),
    ItemKind("HARDWARE", "Cabos de aço", "Terminação", "Esticador forjado",
             ("1/2 olhal-olhal", "5/8 olhal-manilha", "3/4 olhal-manilha", "1 manilha-manilha"),
             "UN", 118.0, 2.5, 8, 0.1),
    ItemKind("HARDWARE", "Gabinetes", "Gabinete externo", "Gabinete outdoor",
             ("12U ventilado", "20U ventilado", "24U climatizado", "36U climatizado"),
             "UN", 8200.0, 1.0, 8, 0.1),
    ItemKind("POWER", "Retificadores", "Módulo", "Retificador",
             ("48V 30A", "48V 50A", "48V 60A alta eficiência", "24V 40A", "-48V 2000W"),
             "UN", 2350.0, 1.2, 10, 0.6),
    ItemKind("POWER", "Baterias", "Estacionária", "Bateria estacionária",
             ("12V 100Ah", "12V 150Ah", "12V 180Ah", "2V 500Ah", "2V 1000Ah"),
             "UN", 1180.0, 4.0, 10, 0.2),
    ItemKind("POWER", "Baterias", "Lítio", "Bateria de lítio LFP",
             ("48V 50Ah", "48V 100Ah", "48V 150Ah antifurto"), "UN", 7600.0, 1.5, 10, 0.9),
    ItemKind("POWER", "Grupo gerador", "Manutenção", "Kit de filtros para gerador",
             ("15 kVA", "30 kVA", "55 kVA", "81 kVA"), "CJ", 360.0, 1.3, 7, 0.0),
    ItemKind("POWER", "Grupo gerador", "Equipamento", "Grupo gerador diesel",
             ("15 kVA silenciado", "30 kVA silenciado", "55 kVA silenciado"),
             "UN", 61000.0, 1.0, 9, 0.1),
    ItemKind("POWER", "Climatização", "Ventilação", "Ventilador de gabinete",
             ("48V 120 mm", "48V 172 mm", "24V 120 mm", "centrífugo 48V"),
             "UN", 210.0, 1.6, 8, 0.5),
    ItemKind("POWER", "Combustíveis e fluidos", "Lubrificante", "Óleo lubrificante para gerador",
             ("15W40", "10W40 sintético", "SAE 40"), "L", 31.0, 6.0, 6, 0.0),
    ItemKind("SAFETY", "EPI", "Altura", "Cinto paraquedista",
             ("tamanho P", "tamanho M", "tamanho G", "com suspensão"), "UN", 590.0, 1.4, 9, 0.1),
    ItemKind("SAFETY", "EPI", "Altura", "Talabarte em Y",
             ("com absorvedor 1,5 m", "gancho 55 mm", "gancho 110 mm"), "UN", 340.0, 1.5, 9, 0.1),
    ItemKind("SAFETY", "EPI", "Mãos", "Luva de segurança",
             ("vaqueta P", "vaqueta M", "vaqueta G", "isolante classe 0", "isolante classe 2",
              "multitato"), "PAR", 24.0, 2.5, 6, 0.0),
    ItemKind("SAFETY", "EPI", "Cabeça", "Capacete com jugular",
             ("branco", "azul", "amarelo", "classe B ventilado"), "UN", 72.0, 2.0, 7, 0.0),
    ItemKind("SAFETY", "EPC", "Sinalização", "Placa de sinalização",
             ("risco elétrico", "radiação RF", "uso de EPI", "acesso restrito"),
             "UN", 29.0, 2.5, 3, 0.0),
    ItemKind("CIVIL", "Concreto", "Cimento e argamassa", "Cimento",
             ("CP II 50 kg", "CP III 50 kg", "CP V ARI 40 kg"), "SC", 39.0, 6.0, 3, 0.0),
    ItemKind("CIVIL", "Aço", "Vergalhão", "Vergalhão CA-50",
             ("8 mm", "10 mm", "12,5 mm", "16 mm"), "KG", 8.4, 25.0, 4, 0.0),
    ItemKind("CIVIL", "Cercamento", "Alambrado", "Tela de alambrado",
             ("malha 2 fio 12", "malha 3 fio 12", "concertina 450 mm"), "M", 46.0, 10.0, 4, 0.0),
    ItemKind("CIVIL", "Pintura", "Tinta", "Tinta esmalte para torre",
             ("laranja internacional", "branco", "fundo galvite", "epóxi cinza"),
             "L", 44.0, 4.0, 5, 0.0),
    ItemKind("CIVIL", "Cercamento", "Fechadura", "Cadeado de alta segurança",
             ("50 mm", "60 mm", "tetra 70 mm"), "UN", 145.0, 1.8, 6, 0.2),
)  # fmt: skip
